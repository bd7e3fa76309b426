using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Fixes;

/// <summary>Steps that were missing come in.</summary>
internal sealed record InsertSteps(Template Template, Slot At, string Anchor, bool IsNamed, int Distance) : Repair
{
    public override Message What => At.IsBehind
        ? new($"{Kinds} comes behind '{Anchor}'", $"'{Anchor}' の後に {Kinds} を追加します")
        : new($"{Kinds} comes before '{Anchor}'", $"'{Anchor}' の前に {Kinds} を追加します");

    public override bool IsSafe => Template.IsSafe;

    // Of two that help, the step that the finding asks for by name is the better guess, and so is the place close to the finding.
    internal override int Cost => (50 * Template.Lines.Length) - (IsNamed ? 12 : 0) + Math.Min(9, Distance);

    private string Kinds => string.Join(" + ", Template.Lines.Select(step => $"'{step.Split(':')[0]}'"));

    internal override Message Count(int number) => Counted(number, "addition", "additions", "追加");

    internal override string Apply(Draft draft) => draft.Layout!.Insert(At, Template.Lines);

    internal override ImmutableArray<Step?>? StepsOf(ImmutableArray<Step?> steps, Func<Template, int, ImmutableArray<Step>> read) =>
        [.. steps.Take(At.Index), .. read(Template, At.Index), .. steps.Skip(At.Index)];
}
