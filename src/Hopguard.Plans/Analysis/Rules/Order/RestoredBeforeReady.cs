using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.RestoredBeforeReady" />
public sealed class RestoredBeforeReady : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.RestoredBeforeReady;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => EarlyRestore.Of(trace).Select(early => At(
        early.Restore.Step.Place,
        new(
            $"Step '{early.Restore.Step.Id}' restores into server '{early.Server}' as soon as it is started; ask it over TCP until it answers and stays up, or restore beside it with 'restore-database'",
            $"ステップ '{early.Restore.Step.Id}' は、起動直後のサーバー '{early.Server}' にリストアします。TCP で応答が安定するまで待つか、'restore-database' で別のサーバーにリストアしてください"),
        [
            new RelatedPlace(early.StartedBy.Place, new("it is started here", "ここで起動されます")),
            .. early.Waits.Select(wait => new RelatedPlace(wait.Place, new("a fixed time is no readiness", "固定時間の待機では準備完了を確認できません"))),
        ]));
}
