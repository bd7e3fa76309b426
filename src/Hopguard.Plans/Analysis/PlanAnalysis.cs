using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Rules;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis;

/// <summary>Judges plans. The compiler, the command line and the runner all ask here, so that they cannot disagree.</summary>
public static class PlanAnalysis
{
    /// <summary>Judges one plan. While a name in it refers to nothing, only that is reported: what the plan means is then unknown.</summary>
    /// <returns>Findings by place.</returns>
    public static ImmutableArray<Finding> Analyze(Application application, Plan plan)
    {
        var unresolved = PlanNames.Check(application, plan);
        if (!unresolved.IsEmpty)
            return InOrder(unresolved.Concat(plan.Exceptions.Faults));

        var trace = Interpreter.Run(application, plan);
        var findings = Acceptances.Apply(plan.Exceptions.All, PlanRules.All.SelectMany(rule => rule.Check(trace))).ToList();
        return InOrder(application.Severities.Apply(findings).Concat(plan.Exceptions.Faults).Concat(Acceptances.Unused(plan.Exceptions.All, findings)));
    }

    /// <summary>Judges all files: what could not be read, and every plan that could.</summary>
    /// <returns>Findings by file and place.</returns>
    public static ImmutableArray<Finding> Analyze(PlanSet plans) =>
        InOrder(plans.Findings
            .Concat(plans.Applications.SelectMany(application => Analyze(application, plans.PlansOf(application))))
            .Concat(Concurrently.Select(plans.Plans, plan => Analyze(plans.ApplicationOf(plan), plan)).SelectMany(found => found)));

    /// <summary>Judges an application by itself: its releases, their compose files, and the way that its hops make together.</summary>
    /// <returns>Findings by file and place.</returns>
    public static ImmutableArray<Finding> Analyze(Application application, ImmutableArray<Plan> plans) =>
        InOrder(application.Severities.Apply(ApplicationRules.All.SelectMany(rule => rule.Check(application, plans))));

    private static ImmutableArray<Finding> InOrder(IEnumerable<Finding> findings) =>
    [
        .. findings
            .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.Start)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
    ];
}
