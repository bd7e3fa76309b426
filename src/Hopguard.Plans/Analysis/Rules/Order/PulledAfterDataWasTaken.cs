using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP112: the images of the new version are pulled only after data was taken away.</summary>
public sealed class PulledAfterDataWasTaken : EffectRule<PullsImages>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP112",
        new("The images of the new version are pulled only after data was taken away", "データを取り除いた後で新しいバージョンのイメージが取得される"),
        new(
            "When the registry fails there, the old version has no data left in its place and the new one cannot start.",
            "そこでレジストリが失敗すると、旧バージョンのデータは元の場所になく、新バージョンも起動できません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
