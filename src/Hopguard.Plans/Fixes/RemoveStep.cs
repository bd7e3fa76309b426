using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>A step goes.</summary>
internal sealed record RemoveStep(int Step, string Name) : Repair
{
    public override Message What => new($"Step '{Name}' is taken out", $"ステップ '{Name}' を取り除きます");

    public override bool IsSafe => false;

    internal override int Cost => 60;

    internal override string Apply(Draft draft) => draft.Layout!.Remove(Step);
}
