using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.StepAfterAccept" />
public sealed class StepAfterAccept : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.StepAfterAccept;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.End.Accepted is not { } accept
        ? []
        : trace.Transitions.SkipWhile(at => at.Before.Accepted is null).Where(at => at.Effect is not DeletesRetired).Select(at => At(
            at.Step.Place,
            new(
                $"Step '{at.Step.Id}' comes after 'accept', where nothing can be undone; move it up",
                $"ステップ '{at.Step.Id}' は 'accept' の後にあり、取り消せません。前に移してください"),
            new RelatedPlace(accept.Place, new("the way back closes here", "元に戻す道はここで閉じます"))));
}
