using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.SpaceNeverChecked" />
public sealed class SpaceNeverChecked : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.SpaceNeverChecked;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var copy = trace.Of<TakesCopy>().FirstOrDefault(transition => transition.Before.Touched is not null);
        if (copy is not null && !trace.Of<ChecksSpace>().Any())
        {
            yield return At(
                copy.Step.Place,
                new(
                    $"Step '{copy.Step.Id}' takes a copy and no step checks the free space; add 'check-space' before the first stop",
                    $"ステップ '{copy.Step.Id}' はコピーを取りますが、空き容量を確認するステップがありません。最初の停止より前に 'check-space' を追加してください"));
        }
    }
}
