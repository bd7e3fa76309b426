using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP103: a step other than 'delete-retired' comes after 'accept'.</summary>
public sealed class StepAfterAccept : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP103",
        new("A step other than 'delete-retired' comes after 'accept'", "'accept' の後に 'delete-retired' 以外のステップがある"),
        new(
            "Acceptance closes the way back; whatever comes after it cannot be undone.",
            "承認すると元に戻す道は閉じます。その後のステップは取り消せません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
