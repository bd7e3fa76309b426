using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.TargetNeverChecked" />
public sealed class TargetNeverChecked : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.TargetNeverChecked;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is { } to && trace.End.Switched is { } switched && !trace.Of<ChecksTarget>().Any())
        {
            yield return At(
                switched.Place,
                new(
                    $"Step '{switched.Id}' brings in version '{to}', whose compose files were never checked; add 'check-target' before the first stop",
                    $"ステップ '{switched.Id}' はバージョン '{to}' に切り替えますが、その compose ファイルは確認されていません。最初の停止より前に 'check-target' を追加してください"));
        }
    }
}
