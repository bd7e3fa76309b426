using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.MigrationsNeverAwaited" />
public sealed class MigrationsNeverAwaited : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.MigrationsNeverAwaited;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is null || trace.End.Switched is null || trace.End.Migrated is not null)
            yield break;

        var judged = trace.Transitions.FirstOrDefault(transition => transition.Before.Switched is not null && transition.Effect is VerifiesVersion or Accepts);
        if (judged is not null)
        {
            yield return At(
                judged.Step.Place,
                new(
                    $"Step '{judged.Step.Id}' judges the new version while its migrations may still run; add 'await-migrations' before this step",
                    $"ステップ '{judged.Step.Id}' の時点でマイグレーションがまだ実行中の可能性があります。前に 'await-migrations' を追加してください"));
        }
    }
}
