using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Fixes;

/// <summary>A step goes elsewhere.</summary>
internal sealed record MoveStep(int Step, string Name, Slot To, string Anchor) : Repair
{
    public override Message What => To.IsBehind
        ? new($"Step '{Name}' moves behind '{Anchor}'", $"ステップ '{Name}' を '{Anchor}' の後に移動します")
        : new($"Step '{Name}' moves before '{Anchor}'", $"ステップ '{Name}' を '{Anchor}' の前に移動します");

    public override bool IsSafe => true;

    /// <summary>The step's number afterwards.</summary>
    public int Place => To.Index > Step ? To.Index - 1 : To.Index;

    // The way counts too: of two moves that help, the shorter one leaves more of the plan as it was.
    internal override int Cost => 30 + Math.Min(9, Math.Abs(To.Index - Step));

    internal override Message Count(int number) => Counted(number, "move", "moves", "移動");

    internal override string Apply(Draft draft) => draft.Layout!.Move(Step, To);

    internal override ImmutableArray<Step?>? StepsOf(ImmutableArray<Step?> steps, Func<Template, int, ImmutableArray<Step>> read) => steps.RemoveAt(Step).Insert(Place, steps[Step]);
}
