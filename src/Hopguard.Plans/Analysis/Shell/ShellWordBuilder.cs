using System.Collections.Immutable;
using System.Text;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>A word while it is read.</summary>
internal sealed class ShellWordBuilder
{
    public StringBuilder Text { get; } = new();

    public bool HasExpansion { get; set; }

    public ImmutableArray<ShellPipeline>.Builder Substitutions { get; } = ImmutableArray.CreateBuilder<ShellPipeline>();

    public ShellWord Build(SourcePlace place) => new(Text.ToString(), place) { HasExpansion = HasExpansion, Substitutions = Substitutions.ToImmutable() };
}
