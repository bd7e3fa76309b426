using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.NeverAccepted" />
public sealed class NeverAccepted : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.NeverAccepted;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is null || trace.Of<Accepts>().Any() || trace.Of<DeletesRetired>().Any())
            yield break;

        var retired = trace.End.Stores.Values.Where(store => store.Retired is not null).Select(store => store.Retired!.By).OrderBy(step => step.Place.Start).FirstOrDefault();
        if (retired is not null)
        {
            yield return At(
                retired.Place,
                new(
                    $"What step '{retired.Id}' puts aside is kept for ever; end the hop with 'accept' and 'delete-retired'",
                    $"ステップ '{retired.Id}' が退避したものは残り続けます。ホップの最後に 'accept' と 'delete-retired' を置いてください"));
        }
    }
}
