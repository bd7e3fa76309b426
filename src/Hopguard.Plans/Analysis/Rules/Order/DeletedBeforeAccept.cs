using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP104: data is deleted before 'accept'.</summary>
public sealed class DeletedBeforeAccept : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP104",
        new("Data is deleted before 'accept'", "'accept' より前にデータが削除される"),
        new(
            "Until the operator accepts, the way back needs what was put aside.",
            "運用者が承認するまで、元に戻すには退避したデータが必要です。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        foreach (var at in trace.Of<DeletesRetired>().Where(IsTooEarly))
        {
            yield return At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' deletes what the way back needs before 'accept'; move it behind 'accept'",
                    $"ステップ '{at.Step.Id}' は、元に戻すのに必要なものを 'accept' より前に削除します。'accept' の後に移してください"));
        }

        // A store without a good copy has a finding that weighs more.
        foreach (var at in trace.Of<DestroysStore>().Where(at => IsTooEarly(at) && Loss.Of(at, trace.Facts).Any(loss => loss.IsCovered)))
        {
            var store = ((DestroysStore)at.Effect).Store;
            yield return At(
                store.Place,
                new(
                    $"Store '{store}' is deleted before 'accept', while the way back still needs it; put it aside with 'retire-volume'",
                    $"ストア '{store}' は、元に戻すのにまだ必要な 'accept' 前に削除されます。'retire-volume' で退避してください"));
        }
    }

    private static bool IsTooEarly(Transition at) => at.Before.Accepted is null;
}
