using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis;

/// <summary>Judges plans. The compiler, the command line and the runner all ask here, so that they cannot disagree.</summary>
public static class PlanAnalysis
{
    // Up to so many plans, a second thread hinders for longer than it helps.
    private const int Few = 100;

    /// <summary>Judges one plan. While a name in it refers to nothing, only that is reported: what the plan means is then unknown.</summary>
    /// <returns>Findings by place.</returns>
    public static ImmutableArray<Finding> Analyze(Application application, Plan plan) => Analyze(new ApplicationFacts(application), plan);

    /// <summary>Judges one plan beside the others of its application: a pair of versions that has a plan of its own is not judged in that of a range.</summary>
    /// <returns>Findings by place.</returns>
    public static ImmutableArray<Finding> Analyze(Application application, ImmutableArray<Plan> plans, Plan plan) => Analyze(new ApplicationFacts(application) { Plans = plans }, plan);

    /// <summary>Judges all files: what could not be read, and every plan that could.</summary>
    /// <returns>Findings by file and place.</returns>
    public static ImmutableArray<Finding> Analyze(PlanSet plans) =>
        InOrder([.. plans.Findings, .. plans.Applications.SelectMany(application => AnalyzeAll(application, plans.PlansOf(application)))]);

    /// <summary>
    /// Reads and judges all files, applications while others are still read, to the same findings as <see cref="PlanSet.Read(IEnumerable{PlanFile})"/> and
    /// <see cref="Analyze(PlanSet)"/> one after the other.
    /// </summary>
    public static ValidatedPlans Validate(IEnumerable<PlanFile> files)
    {
        var (judged, read) = (new List<Lazy<ImmutableArray<Finding>>>(), 0);
        var plans = PlanSet.Read(files, (application, own) =>
        {
            var findings = new Lazy<ImmutableArray<Finding>>(() => AnalyzeAll(application, own));
            judged.Add(findings);
            read += own.Length;
            if (read > Few)
                _ = Task.Run(() => findings.Value);
        });
        // What no other thread has begun by now is done here.
        return new ValidatedPlans(plans, InOrder([.. plans.Findings, .. judged.SelectMany(findings => findings.Value)]));
    }

    /// <summary>Judges an application by itself: its releases, their compose files, and the way that its hops make together.</summary>
    /// <returns>Findings by file and place.</returns>
    public static ImmutableArray<Finding> Analyze(Application application, ImmutableArray<Plan> plans) =>
        InOrder([.. application.Severities.Apply(ApplicationRules.All.SelectMany(rule => rule.Check(application, plans)))]);

    private static ImmutableArray<Finding> AnalyzeAll(Application application, ImmutableArray<Plan> plans)
    {
        var facts = new ApplicationFacts(application) { Plans = plans };
        return [.. Analyze(application, plans), .. plans.SelectMany(plan => Analyze(facts, plan))];
    }

    internal static ImmutableArray<Finding> Analyze(ApplicationFacts facts, Plan plan)
    {
        var found = plan.Range is null ? Judge(facts, plan) : RangeAnalysis.Judge(facts, plan, pair => Judge(facts, pair));
        return Conclude(facts, plan, found, isWhole: !plan.IsExpanded);
    }

    /// <summary>All findings of a plan, in their order and with their severities.</summary>
    /// <param name="facts">The application.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="found">What the rules found.</param>
    /// <param name="isWhole">Whether the plan was judged for every pair that it serves, so that an exception which nothing needed is one that nothing needs.</param>
    internal static ImmutableArray<Finding> Conclude(ApplicationFacts facts, Plan plan, ImmutableArray<Finding> found, bool isWhole)
    {
        var unresolved = found.Any(finding => finding.Rule.Family == RuleFamily.Syntax);
        return InOrder([.. facts.Application.Severities.Apply(found), .. plan.Exceptions.Faults, .. unresolved || !isWhole ? [] : Acceptances.Unused(plan.Exceptions.All, found)]);
    }

    /// <summary>
    /// What the findings of a plan weigh together that has other steps than one that was interpreted. Whoever only looks for a lighter plan than others asks no
    /// further once it weighs enough: what comes back is then the least that it weighs.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="other">The other plan, interpreted.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="rules">All rules, in the order in which they are asked.</param>
    /// <param name="weightOf">What a finding weighs; never less than nothing.</param>
    /// <param name="enough">The weight from which on no further rule is asked.</param>
    internal static int Weigh(Application application, Trace other, Plan plan, ImmutableArray<PlanRule> rules, Func<Finding, int> weightOf, int enough)
    {
        int WeightOf(IEnumerable<Finding> findings) => application.Severities.Apply(plan.Exceptions.All.IsEmpty ? findings : Acceptances.Apply(plan.Exceptions.All, [.. findings])).Sum(weightOf);

        var unresolved = PlanNames.Check(application, plan);
        if (!unresolved.IsEmpty)
            return WeightOf(unresolved);

        var trace = Interpreter.Run(other, plan);
        var weight = 0;
        for (var i = 0; i < rules.Length && weight < enough; i++)
            weight += WeightOf(rules[i].Check(trace));

        return weight;
    }

    // Whether an exception is needed is known when all pairs are judged.
    internal static ImmutableArray<Finding> Judge(ApplicationFacts facts, Plan plan)
    {
        var unresolved = PlanNames.Check(facts.Application, plan);
        if (!unresolved.IsEmpty)
            return unresolved;

        var trace = Interpreter.Run(facts, plan);
        var found = ImmutableArray.CreateBuilder<Finding>();
        foreach (var rule in PlanRules.All)
            found.AddRange(rule.Check(trace));

        return Acceptances.Apply(plan.Exceptions.All, found.ToImmutable());
    }

    private static ImmutableArray<Finding> InOrder(ImmutableArray<Finding> findings) => findings.Length < 2 ? findings :
    [
        .. findings
            .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.Start)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
    ];
}
