using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP111: copies are taken during an outage without a check of the free space.</summary>
public sealed class SpaceNeverChecked : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP111",
        new("Copies are taken during an outage without a check of the free space", "空き容量を確認せずにサービス停止中にコピーを取る"),
        new(
            "A full disk cuts a dump short, stops the database that is being dumped, and is found out during the outage.",
            "ディスクが満杯になるとダンプは途中で切れ、ダンプ中のデータベースも止まります。しかも気付くのはサービス停止中です。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
