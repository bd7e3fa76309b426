using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.VersionNeverVerified" />
public sealed class VersionNeverVerified : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.VersionNeverVerified;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is not { } to || trace.Of<VerifiesVersion>().Any())
            yield break;

        var start = trace.Of<StartsServices>().LastOrDefault(transition => transition.Before.Switched is not null);
        if (start is not null)
        {
            yield return At(
                start.Step.Place,
                new(
                    $"Step '{start.Step.Id}' starts version '{to}' and nothing reads it back; add 'await-migrations' and 'verify-version: {{ expect: {to} }}' behind it",
                    $"ステップ '{start.Step.Id}' はバージョン '{to}' を起動しますが、何も読み戻していません。後に 'await-migrations' と 'verify-version: {{ expect: {to} }}' を追加してください"));
        }
    }
}
