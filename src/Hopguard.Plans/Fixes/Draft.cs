using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>One text that a plan could have, and what the analysis says about it.</summary>
internal sealed class Draft
{
    private readonly int _weightOfReading;

    private Draft(string text, Plan? plan, ImmutableArray<Finding> reading, ImmutableArray<Finding> analysis, ImmutableArray<Repair> repairs)
    {
        Text = text;
        Plan = plan;
        Findings = reading.AddRange(analysis);
        Repairs = repairs;
        Layout = plan is null ? null : PlanLayout.Of(text, plan);
        _weightOfReading = reading.Sum(WeightOf);
        Weight = _weightOfReading + analysis.Sum(WeightOf);
        Cost = repairs.Sum(repair => repair.Cost);
    }

    public string Text { get; }

    /// <summary>The plan; null where the text cannot be read.</summary>
    public Plan? Plan { get; }

    /// <summary>How the text lies; null where it cannot be mended by moving lines.</summary>
    public PlanLayout? Layout { get; }

    public ImmutableArray<Finding> Findings { get; }

    /// <summary>How the text came about.</summary>
    public ImmutableArray<Repair> Repairs { get; }

    /// <summary>How bad it is; 0 where there is nothing left to mend.</summary>
    public int Weight { get; }

    /// <summary>How much it takes to judge it: its steps, in a plan for many pairs of versions those of every pair that is judged.</summary>
    public int Work { get; private init; }

    /// <summary>How far it is from the first text.</summary>
    public int Cost { get; }

    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    public static Draft Of(ApplicationFacts facts, string path, string text, ImmutableArray<Repair> repairs)
    {
        // A draft is judged and thrown away: nobody asks for its hash.
        var read = PlanReader.Read(path, text, hash: string.Empty, facts.Application.Versions);
        return read.Value is { } plan
            ? new Draft(text, plan, read.Findings, PlanAnalysis.Analyze(facts, plan), repairs)
            {
                Work = plan.Steps.Length * (plan.Range is null ? 1 : Math.Max(1, JudgedPair.Of(facts.Application, plan, facts.Plans).Length)),
            }
            : new Draft(text, null, read.Findings, [], repairs);
    }

    /// <summary>
    /// What it would weigh with other steps, judged without the text being written and read again; null where only the text tells. An estimate, since the places of findings are
    /// those of this text: it decides which changes are worth being read.
    /// </summary>
    public int? Estimate(ApplicationFacts facts, Repair repair)
    {
        // An exception holds for the lines it stands beside, and what the steps of a range mean, their text says for each pair.
        if (Plan!.Range is not null || !Plan.Exceptions.All.IsEmpty || !Plan.Exceptions.Faults.IsEmpty || repair.StepsOf(Plan) is not { } steps)
            return null;

        return _weightOfReading + PlanAnalysis.Analyze(facts, Plan with { Steps = Numbered(steps) }).Sum(WeightOf);
    }

    // Ids count steps of a kind, and rules ask which of two steps is written first.
    private ImmutableArray<Step> Numbered(ImmutableArray<Step> steps)
    {
        var given = GivenIds();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. steps.Select((step, index) =>
            {
                var kind = StepKind.Of(step).Name;
                numbers[kind] = numbers.TryGetValue(kind, out var number) ? number + 1 : 1;
                return step with { Id = given.Contains(step.Id) ? step.Id : NumberedId(kind, numbers[kind]), Place = step.Place with { Start = index } };
            }),
        ];
    }

    private HashSet<string> GivenIds()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in Plan!.Steps)
        {
            var kind = StepKind.Of(step).Name;
            numbers[kind] = numbers.TryGetValue(kind, out var number) ? number + 1 : 1;
            if (step.Id != NumberedId(kind, numbers[kind]))
                given.Add(step.Id);
        }

        return given;
    }

    private static string NumberedId(string kind, int number) => number == 1 ? kind : $"{kind}-{number}";

    // While a name refers to nothing, nothing else is reported: such a text is worse than it looks.
    private static int WeightOf(Finding finding) => finding.Severity switch
    {
        _ when finding.Rule.Family == RuleFamily.Syntax => 1000,
        Severity.Error => 20,
        Severity.Warning => 2,
        _ => 0,
    };
}
