using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP205: a hop passes over a release that no upgrade may skip.</summary>
public sealed class MandatoryStopPassed : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP205",
        new("A hop passes over a release that no upgrade may skip", "省略できないリリースを飛び越すホップになっている"),
        new(
            "That release changes something only while it runs itself; a version beyond it finds data that it cannot use.",
            "そのリリースは自身が稼働している間にだけデータを変換します。飛び越した先のバージョンは、そのデータを扱えません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var plan = trace.Plan;
        if (plan.From is null || plan.To is null)
            yield break;

        foreach (var stop in trace.Facts.Application.Releases.Where(release => release.MandatoryStop && release.Version > plan.From && release.Version < plan.To))
        {
            yield return At(
                plan.ToPlace,
                new(
                    $"The hop from '{plan.From}' to '{plan.To}' passes over release '{stop.Version}', where every upgrade has to stop; lead it to '{stop.Version}' and go on from there",
                    $"'{plan.From}' から '{plan.To}' へのホップは、必ず経由しなければならないリリース '{stop.Version}' を飛び越しています。まず '{stop.Version}' へ進み、そこから続けてください"),
                new RelatedPlace(stop.Place, new("it is declared as a mandatory stop here", "必須の経由地としての宣言")));
        }

        foreach (var release in trace.Facts.Application.Releases.Where(release => release.IsTooFarFrom(plan.From, plan.To)))
        {
            yield return At(
                plan.ToPlace,
                new(
                    $"The hop from '{plan.From}' to '{plan.To}' gets to release '{release.Version}' without having stopped at any of {release.StopBefore}; lead it to one of them and go on from there",
                    $"'{plan.From}' から '{plan.To}' へのホップは、{release.StopBefore} のいずれも経由せずにリリース '{release.Version}' に達します。まずそのいずれかへ進み、そこから続けてください"),
                new RelatedPlace(release.StopBeforePlace, new("the stop is declared here", "経由地の宣言")));
        }
    }
}
