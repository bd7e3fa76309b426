using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.SourceNeverSwitched" />
public sealed class SourceNeverSwitched : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.SourceNeverSwitched;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is { } to && trace.End.Switched is null)
        {
            yield return At(
                trace.Plan.ToPlace,
                new(
                    $"The hop to '{to}' never switches the source; add 'switch-source' behind 'compose-down'",
                    $"'{to}' へのホップでソースが切り替えられません。'compose-down' の後に 'switch-source' を追加してください"));
        }
    }
}
