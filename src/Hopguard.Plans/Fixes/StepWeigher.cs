using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// What a plan for one pair of versions would weigh with other steps, judged without a text being written and read again. An estimate, since the places of findings are those of
/// the text as it was: it decides which changes are worth being read.
/// </summary>
internal sealed class StepWeigher
{
    private readonly Application _application;
    private readonly Plan _plan;
    private readonly ImmutableArray<Step?> _steps;
    private readonly ImmutableArray<Step?> _known;
    private readonly Func<Template, int, ImmutableArray<Step>> _read;
    private readonly HashSet<string> _given;
    private readonly Trace _interpreted;
    private readonly ImmutableArray<PlanRule> _rules;

    private StepWeigher(ApplicationFacts facts, Plan plan, ImmutableArray<Step?> steps, Func<Template, int, ImmutableArray<Step>> read, ImmutableArray<Finding> findings)
    {
        (_application, _plan, _steps, _read) = (facts.Application, plan, steps, read);
        _given = GivenIds(plan);
        _known = Numbered(steps);
        _interpreted = Interpreter.Run(facts, plan with { Steps = Present(_known) });
        _rules = Telling(findings);
    }

    /// <summary>For a plan of one pair.</summary>
    public static StepWeigher Of(ApplicationFacts facts, Plan plan, ImmutableArray<Finding> findings) => new(facts, plan, [.. plan.Steps], (template, _) => template.Steps, findings);

    /// <summary>For one pair of a plan for many; null where it is no plan for that pair.</summary>
    public static StepWeigher? Of(ApplicationFacts facts, Plan range, JudgedHop hop)
    {
        if (hop.Plan is not { } plan)
            return null;

        var present = plan.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        var steps = range.Steps.Select(step => present.TryGetValue(step.Id, out var own) ? own : null).ToImmutableArray();
        var leads = steps.TakeWhile(step => step is null || !VersionChange.IsBy(step, facts.Application)).Count();
        return new(facts, plan, steps, (template, place) => template.StepsOf(facts.Application, hop.Pair, place > leads, range.IsOfBase), hop.Findings);
    }

    /// <summary>What the plan would weigh after a change; null where only the text tells.</summary>
    /// <param name="repair">The change.</param>
    /// <param name="weightOf">What a finding weighs.</param>
    /// <param name="enough">The weight from which on it does not matter how much more it is.</param>
    public int? Weigh(Repair repair, Func<Finding, int> weightOf, int enough) => repair.StepsOf(_steps, _read) is { } steps
        ? PlanAnalysis.Weigh(_application, _interpreted, _plan with { Steps = Present(Numbered(steps)) }, _rules, weightOf, enough)
        : null;

    // Most changes clear nothing: the rules that found something here will again, and the first errors tell that a change is not worth more.
    private static ImmutableArray<PlanRule> Telling(ImmutableArray<Finding> findings)
    {
        var found = findings.ToLookup(finding => finding.Rule.Id, Draft.WeightOf, StringComparer.Ordinal);
        return [.. PlanRules.All.OrderByDescending(rule => found[rule.Rule.Id].Sum())];
    }

    // Ids count steps of a kind, and rules ask which of two steps is written first. Up to the first that is another step than in the plan as it is, the steps are those that are known.
    private ImmutableArray<Step?> Numbered(ImmutableArray<Step?> steps)
    {
        var same = 0;
        while (!_known.IsDefault && same < Math.Min(steps.Length, _known.Length) && ReferenceEquals(steps[same], _steps[same]))
            same++;

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. steps.Select((step, index) =>
            {
                if (step is null)
                    return null;

                var kind = StepKind.Of(step).Name;
                numbers[kind] = numbers.TryGetValue(kind, out var number) ? number + 1 : 1;
                return index < same ? _known[index] : step with { Id = _given.Contains(step.Id) ? step.Id : NumberedId(kind, numbers[kind]), Place = step.Place with { Start = index } };
            }),
        ];
    }

    private static ImmutableArray<Step> Present(ImmutableArray<Step?> steps) => [.. steps.OfType<Step>()];

    private static HashSet<string> GivenIds(Plan plan)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            var kind = StepKind.Of(step).Name;
            numbers[kind] = numbers.TryGetValue(kind, out var number) ? number + 1 : 1;
            if (step.Id != NumberedId(kind, numbers[kind]))
                given.Add(step.Id);
        }

        return given;
    }

    private static string NumberedId(string kind, int number) => number == 1 ? kind : $"{kind}-{number}";
}
