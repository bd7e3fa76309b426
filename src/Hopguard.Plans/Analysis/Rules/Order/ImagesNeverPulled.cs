using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.ImagesNeverPulled" />
public sealed class ImagesNeverPulled : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.ImagesNeverPulled;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is null || trace.End.Pulled is not null)
            yield break;

        var start = trace.Of<StartsServices>().FirstOrDefault(transition => transition.Before.Switched is not null);
        if (start is not null)
        {
            yield return At(
                start.Step.Place,
                new(
                    $"Step '{start.Step.Id}' starts the new version, whose images were never pulled; add 'pull-images' before the first stop",
                    $"ステップ '{start.Step.Id}' は新しいバージョンを起動しますが、イメージが取得されていません。最初の停止より前に 'pull-images' を追加してください"));
        }
    }
}
