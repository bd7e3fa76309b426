using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.VolumeNamedLiterally" />
public sealed class VolumeNamedLiterally : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.VolumeNamedLiterally;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) =>
        from step in trace.Plan.Steps.OfType<RemoveVolume>()
        where step.Volume is not null
        let volume = step.Volume!
        let store = trace.Facts.Application.Stores[step.Store]
        select At(
            volume.Place,
            new(
                $"Volume '{volume}' is deleted by a name that is right in one compose project only; leave 'volume' out, so that it is looked up from the running container",
                $"ボリューム '{volume}' が、特定の compose プロジェクトでしか正しくない名前で削除されます。'volume' を書かず、実行中のコンテナーから調べさせてください"),
            new RelatedPlace(store.Place, new($"store '{store.Name}' is declared here", $"ストア '{store.Name}' はここで宣言されています")));
}
