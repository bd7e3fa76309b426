using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.PulledAfterDataWasTaken" />
public sealed class PulledAfterDataWasTaken : EffectRule<PullsImages>
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.PulledAfterDataWasTaken;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(PullsImages effect, Transition at, Trace trace)
    {
        if (TakenBefore(at) is { } destroyed)
        {
            yield return At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' pulls only after '{destroyed.Id}' has taken data away; move it before the first stop",
                    $"ステップ '{at.Step.Id}' は '{destroyed.Id}' がデータを取り除いた後でイメージを取得します。最初の停止より前に移してください"),
                new RelatedPlace(destroyed.Place, new("data is taken away here", "ここでデータが取り除かれます")));
        }
    }

    /// <summary>The first step that took the data of a store away which has none yet again.</summary>
    internal static Step? TakenBefore(Transition at) => at.Before.Stores.Values
        .Where(store => store is { EmptiedBy: not null, Store.Disposable: false })
        .Select(store => store.EmptiedBy)
        .OrderBy(step => step!.Place.Start)
        .FirstOrDefault();
}
