using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Bench;

/// <summary>A file as the compiler hands it to its extensions.</summary>
internal sealed class FileInMemory(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    /// <inheritdoc />
    public override string Path => path;

    /// <inheritdoc />
    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
