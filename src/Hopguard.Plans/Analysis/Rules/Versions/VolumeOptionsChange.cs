using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.VolumeOptionsChange" />
public sealed class VolumeOptionsChange : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.VolumeOptionsChange;

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
