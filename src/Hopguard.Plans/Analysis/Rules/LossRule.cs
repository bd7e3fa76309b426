using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>A rule about a store whose data is taken away.</summary>
public abstract class LossRule : PlanRule
{
    /// <inheritdoc />
    public sealed override IEnumerable<Finding> Check(Trace trace) => trace.Losses.IsEmpty ? [] : trace.Losses.Select(Judge).OfType<Finding>();

    private protected abstract Finding? Judge(Loss loss);
}
