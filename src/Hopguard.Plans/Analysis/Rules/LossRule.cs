using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>A rule about a store whose data is taken away.</summary>
public abstract class LossRule : PlanRule
{
    /// <inheritdoc />
    public sealed override IEnumerable<Finding> Check(Trace trace) => trace.Losses
        .Select(Judge)
        .Where(finding => finding is not null)
        .Select(finding => finding!);

    private protected abstract Finding? Judge(Loss loss);
}
