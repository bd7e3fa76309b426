using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Fixes;

/// <summary>One text that a plan could have, and what the analysis says about it.</summary>
internal sealed class Draft
{
    private readonly ImmutableArray<Finding> _reading;
    private readonly int _weightOfReading;
    private ImmutableArray<StepWeigher> _weighers;

    private Draft(string text, Plan? plan, ImmutableArray<Finding> reading, ImmutableArray<Finding> analysis, ImmutableArray<JudgedHop> hops, ImmutableArray<Repair> repairs)
    {
        Text = text;
        Plan = plan;
        Hops = hops;
        _reading = reading;
        Findings = reading.AddRange(analysis);
        Repairs = repairs;
        Layout = plan is null ? null : PlanLayout.Of(text, plan);
        _weightOfReading = reading.Sum(WeightOf);
        Weight = _weightOfReading + (hops.IsEmpty ? analysis.Sum(WeightOf) : hops.Sum(hop => hop.Findings.Sum(WeightOf)));
        Cost = repairs.Sum(repair => repair.Cost);
    }

    public string Text { get; }

    /// <summary>The plan; null where the text cannot be read.</summary>
    public Plan? Plan { get; }

    /// <summary>How the text lies; null where it cannot be mended by moving lines.</summary>
    public PlanLayout? Layout { get; }

    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Of a plan for many pairs of versions those that were judged, each with its findings, and with its plan where changes are tried on it; empty for any other plan, and where the plan itself is wrong.</summary>
    public ImmutableArray<JudgedHop> Hops { get; }

    /// <summary>The pairs on which changes of a plan for many are tried; null where every pair counts.</summary>
    public ImmutableArray<JudgedPair>? Part { get; private init; }

    /// <summary>How the text came about.</summary>
    public ImmutableArray<Repair> Repairs { get; }

    /// <summary>How bad it is; 0 where there is nothing left to mend. A mistake that several pairs have counts for each.</summary>
    public int Weight { get; private init; }

    /// <summary>How much it takes to judge it: its steps, in a plan for many pairs of versions those of every pair that is judged.</summary>
    public int Work { get; private init; }

    /// <summary>How far it is from the first text.</summary>
    public int Cost { get; }

    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>A text, judged.</summary>
    /// <param name="facts">The application.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="repairs">How the text came about.</param>
    /// <param name="part">The pairs for which a plan for many is judged; null where every pair counts.</param>
    public static Draft Of(ApplicationFacts facts, string path, string text, ImmutableArray<Repair> repairs, ImmutableArray<JudgedPair>? part = null)
    {
        // A draft is judged and thrown away: nobody asks for its hash.
        var read = PlanReader.Read(path, text, hash: string.Empty, facts.Application.Versions);
        if (read.Value is not { } plan)
            return new Draft(text, null, read.Findings, [], [], repairs);

        return plan.Range is null
            ? new Draft(text, plan, read.Findings, PlanAnalysis.Analyze(facts, plan), [], repairs) { Work = plan.Steps.Length }
            : OfRange(facts, text, plan, read.Findings, repairs, part);
    }

    private static Draft OfRange(ApplicationFacts facts, string text, Plan range, ImmutableArray<Finding> reading, ImmutableArray<Repair> repairs, ImmutableArray<JudgedPair>? part)
    {
        var pairs = part ?? JudgedPair.Of(facts.Application, range, facts.Plans);
        var own = RangeAnalysis.CheckItself(facts, range, isEmpty: part is null && pairs.IsEmpty);
        if (own.IsEmpty)
            return OfHops(facts, text, range, reading, repairs, [.. RangeAnalysis.InOrder(pairs, pair => Judge(facts, range, pair))], part, isWhole: part is null);

        // Worse than what any pair may have: no pair is looked at.
        var analysis = PlanAnalysis.Conclude(facts, range, own, isWhole: part is null);
        return new Draft(text, range, reading, analysis, [], repairs)
        {
            Work = range.Steps.Length * Math.Max(1, pairs.Length),
            Part = part,
            Weight = (reading.Sum(WeightOf) + analysis.Sum(WeightOf)) * Math.Max(1, pairs.Length),
        };
    }

    private static Draft OfHops(
        ApplicationFacts facts, string text, Plan range, ImmutableArray<Finding> reading, ImmutableArray<Repair> repairs, ImmutableArray<JudgedHop> hops, ImmutableArray<JudgedPair>? part, bool isWhole) =>
        new(text, range, reading, PlanAnalysis.Conclude(facts, range, RangeAnalysis.Tell(hops), isWhole), hops, repairs) { Work = range.Steps.Length * Math.Max(1, hops.Length), Part = part };

    /// <summary>The same text judged for other pairs: for all of them, if it is to be proposed.</summary>
    public Draft JudgedFor(ApplicationFacts facts, ImmutableArray<JudgedHop> hops, bool isWhole) => OfHops(facts, Text, Plan!, _reading, Repairs, hops, part: null, isWhole);

    /// <summary>One pair of a plan for many, judged, with the severities that count.</summary>
    public static JudgedHop Judge(ApplicationFacts facts, Plan range, JudgedPair pair) =>
        JudgedHop.Of(facts, range, pair, hop => [.. facts.Application.Severities.Apply(PlanAnalysis.Judge(facts, hop))]);

    /// <summary>
    /// What it would weigh after a change, judged without the text being written and read again; null where only the text tells. From a weight on that is heavy enough not to be worth
    /// more, it is the least that the draft would weigh.
    /// </summary>
    public int? Estimate(ApplicationFacts facts, Repair repair, int enough)
    {
        // An exception holds for the lines that it stands beside: those of steps move with them.
        if (!Plan!.Exceptions.Faults.IsEmpty || Plan.Exceptions.All.Any(exception => exception.LastLine >= Plan.Steps[0].Place.Line))
            return null;

        if (_weighers.IsDefault)
            _weighers = Weighers(facts);
        if (_weighers.IsEmpty)
            return null;

        var weight = _weightOfReading;
        foreach (var weigher in _weighers)
        {
            if (weigher.Weigh(repair, WeightOf, enough - weight) is not { } more)
                return null;

            weight += more;
            if (weight >= enough)
                break;
        }

        return weight;
    }

    // The pairs that fail most come first: most changes help none of them, and are known by the first.
    private ImmutableArray<StepWeigher> Weighers(ApplicationFacts facts)
    {
        if (Plan!.Range is null)
            return [StepWeigher.Of(facts, Plan, Findings)];

        var all = Hops.OrderByDescending(hop => hop.Findings.Sum(WeightOf)).Select(hop => StepWeigher.Of(facts, Plan, hop)).ToList();
        return all.Contains(null) ? [] : [.. all.OfType<StepWeigher>()];
    }

    // While a name refers to nothing, nothing else is reported: such a text is worse than it looks.
    internal static int WeightOf(Finding finding) => finding.Severity switch
    {
        _ when finding.Rule.Family == RuleFamily.Syntax => 1000,
        Severity.Error => 20,
        Severity.Warning => 2,
        _ => 0,
    };
}
