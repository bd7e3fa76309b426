using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>Steps that were missing come in.</summary>
internal sealed record InsertSteps(Template Template, Slot At, string Anchor, bool IsNamed, int Distance) : Repair
{
    public override Message What => At.IsBehind
        ? new($"{Kinds} comes behind '{Anchor}'", $"'{Anchor}' の後に {Kinds} を追加します")
        : new($"{Kinds} comes before '{Anchor}'", $"'{Anchor}' の前に {Kinds} を追加します");

    public override bool IsSafe => Template.IsSafe;

    // Of two that help, the step that the finding asks for by name is the better guess, and so is the place close to the finding.
    internal override int Cost => (50 * Template.Steps.Length) - (IsNamed ? 12 : 0) + Math.Min(9, Distance);

    private string Kinds => string.Join(" + ", Template.Steps.Select(step => $"'{step.Split(':')[0]}'"));

    internal override string Apply(Draft draft) => draft.Layout!.Insert(At, Template.Steps);
}

/// <summary>Steps that belong together, as they are written in a plan.</summary>
/// <param name="IsSafe">Whether they only stop, check or copy.</param>
/// <param name="Text">The steps, one a line.</param>
internal sealed record Template(bool IsSafe, string Text)
{
    public ImmutableArray<string> Steps { get; } = [.. Text.Split('\n')];
}
