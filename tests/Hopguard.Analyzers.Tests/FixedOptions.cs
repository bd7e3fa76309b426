using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hopguard.Analyzers.Tests;

/// <summary>Options of a project with one key; the compiler lists keys in lower case and looks them up in any.</summary>
internal sealed class FixedOptions(string key, string value) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new One(key, value);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class One(string key, string value) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => [key.ToLowerInvariant()];

        public override bool TryGetValue(string wanted, [NotNullWhen(true)] out string? found)
        {
            found = string.Equals(wanted, key, StringComparison.OrdinalIgnoreCase) ? value : null;
            return found is not null;
        }
    }
}
