using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Fixes;

/// <summary>A step goes.</summary>
internal sealed record RemoveStep(int Step, string Name) : Repair
{
    public override Message What => new($"Step '{Name}' is taken out", $"ステップ '{Name}' を取り除きます");

    public override bool IsSafe => false;

    internal override int Cost => 60;

    internal override Message Count(int number) => Counted(number, "removal", "removals", "削除");

    internal override string Apply(Draft draft) => draft.Layout!.Remove(Step);

    internal override ImmutableArray<Step?>? StepsOf(ImmutableArray<Step?> steps, Func<Template, int, ImmutableArray<Step>> read) => steps.RemoveAt(Step);
}
