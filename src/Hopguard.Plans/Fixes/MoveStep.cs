using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>A step goes elsewhere.</summary>
internal sealed record MoveStep(int Step, string Name, Slot To, string Anchor) : Repair
{
    public override Message What => To.IsBehind
        ? new($"Step '{Name}' moves behind '{Anchor}'", $"ステップ '{Name}' を '{Anchor}' の後に移動します")
        : new($"Step '{Name}' moves before '{Anchor}'", $"ステップ '{Name}' を '{Anchor}' の前に移動します");

    public override bool IsSafe => true;

    // The way counts too: of two moves that help, the shorter one leaves more of the plan as it was.
    internal override int Cost => 30 + Math.Min(9, Math.Abs(To.Index - Step));

    internal override string Apply(Draft draft) => draft.Layout!.Move(Step, To);
}
