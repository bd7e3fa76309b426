using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Tests;

/// <summary>A file in memory, as the compiler hands it to its extensions.</summary>
internal sealed class PlanText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
