using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP216: a store's volume has another driver, other options or another fixed name in the new version.</summary>
public sealed class VolumeOptionsChange : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP216",
        new("A store's volume has another driver, other options or another fixed name in the new version", "新バージョンでストアのボリュームのドライバー・オプション・固定名のいずれかが変わる"),
        new(
            "Compose does not change a volume that exists: it asks whether to delete and make it anew, or goes on with another, empty one.",
            "Compose は既存のボリュームを変更しません。削除して作り直すかを尋ねるか、別の空のボリュームを使って続行します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Compose is not { Source: { } source, Target: { } target })
            yield break;

        foreach (var store in trace.Facts.Stores.Where(store => store is { Volume: not null, Disposable: false }))
        {
            if (!source.Volumes.TryGetValue(store.Volume!, out var before) || !target.Volumes.TryGetValue(store.Volume!, out var after) || before.Identity == after.Identity)
                continue;

            yield return At(
                trace.Plan.ToPlace,
                new(
                    $"Volume '{store.Volume}' of store '{store.Name}' is '{before.Identity}' in '{trace.Plan.From}' and '{after.Identity}' in '{trace.Plan.To}'; keep it as it is in an overlay of your own, and move the data in a hop of its own",
                    $"ストア '{store.Name}' のボリューム '{store.Volume}' は、'{trace.Plan.From}' では '{before.Identity}'、'{trace.Plan.To}' では '{after.Identity}' です。自前のオーバーレイで従来の定義を保ち、データの移動は別のホップとして行ってください"),
                new RelatedPlace(before.Name.Place, new("as it was", "変更前の定義")),
                new RelatedPlace(after.Name.Place, new("as it will be", "変更後の定義")));
        }
    }
}
