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
    public static ImmutableArray<Finding> Analyze(Application application, Plan plan) => Analyze(new ApplicationFacts(application), plan);

    /// <summary>Judges all files: what could not be read, and every plan that could.</summary>
    /// <returns>Findings by file and place.</returns>
    public static ImmutableArray<Finding> Analyze(PlanSet plans)
    {
        var findings = plans.Findings.ToBuilder();
        foreach (var application in plans.Applications)
        {
            var (own, facts) = (plans.PlansOf(application), new ApplicationFacts(application));
            findings.AddRange(Analyze(application, own));
            foreach (var plan in own)
                findings.AddRange(Analyze(facts, plan));
        }

        return InOrder(findings.ToImmutable());
    }

    /// <summary>Judges an application by itself: its releases, their compose files, and the way that its hops make together.</summary>
    /// <returns>Findings by file and place.</returns>
    public static ImmutableArray<Finding> Analyze(Application application, ImmutableArray<Plan> plans) =>
        InOrder([.. application.Severities.Apply(ApplicationRules.All.SelectMany(rule => rule.Check(application, plans)))]);

    private static ImmutableArray<Finding> Analyze(ApplicationFacts facts, Plan plan)
    {
        var unresolved = PlanNames.Check(facts.Application, plan);
        if (!unresolved.IsEmpty)
            return InOrder(unresolved.AddRange(plan.Exceptions.Faults));

        var trace = Interpreter.Run(facts, plan);
        var findings = Acceptances.Apply(plan.Exceptions.All, [.. PlanRules.All.SelectMany(rule => rule.Check(trace))]);
        return InOrder([.. facts.Application.Severities.Apply(findings), .. plan.Exceptions.Faults, .. Acceptances.Unused(plan.Exceptions.All, findings)]);
    }

    private static ImmutableArray<Finding> InOrder(ImmutableArray<Finding> findings) => findings.Length < 2 ? findings :
    [
        .. findings
            .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.Start)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
    ];
}
