using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.MandatoryStopPassed" />
public sealed class MandatoryStopPassed : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.MandatoryStopPassed;

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
    }
}
