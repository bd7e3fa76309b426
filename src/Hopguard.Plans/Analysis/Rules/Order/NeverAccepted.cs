using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP120: a hop puts data aside and never asks for acceptance.</summary>
public sealed class NeverAccepted : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Note(
        "HOP120",
        new("A hop puts data aside and never asks for acceptance", "ホップがデータを退避したまま承認を求めない"),
        new(
            "The way back stays open for ever, and with it the old data on the disk.",
            "元に戻す道が開いたままになり、古いデータもディスクに残り続けます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
