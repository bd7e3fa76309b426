using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// Whether a changed text may be proposed. Judged anew, it may add no finding that is as severe as the worst that it clears, and none about something as dangerous: a name that
/// refers to nothing, then data, then order and versions, then the rest. Notes are left out; a finding is the same where rule and words are, whatever numbers ids of steps have.
/// While an error about data remains, no error is cleared that may be what keeps the plan from getting as far as the loss, and that may be its end: only what stands behind it is,
/// and only by more checks and copies. And every step that stays must meet what it met before (<see cref="Conditions"/>), since a rule may say of a failing step only what is worse.
/// </summary>
internal sealed class Harmlessness(ApplicationFacts facts, Draft start)
{
    private readonly Lazy<Conditions?> _conditions = new(() => Conditions.Of(facts, start.Plan!));
    private readonly Dictionary<object, JudgedHop> _hops = start.Hops.ToDictionary(hop => (object)hop.Pair.Key);
    private readonly Dictionary<object, Lazy<Conditions?>> _conditionsOf = start.Hops.Where(hop => hop.Plan is not null).ToDictionary(hop => (object)hop.Pair.Key, hop => new Lazy<Conditions?>(() => Conditions.Of(facts, hop.Plan!)));

    public bool Of(Draft draft)
    {
        if (start.Plan!.Range is null)
            return IsHarmless(start.Findings, draft.Findings, draft) && Keeps(_conditions.Value, Conditions.Of(facts, draft.Plan!));

        // While something is wrong with the plan itself, none of its pairs was looked at.
        return start.Hops.IsEmpty ? IsHarmless(start.Findings, draft.Findings, draft) : !draft.Hops.IsEmpty && draft.Hops.All(hop => Of(draft, hop));
    }

    /// <summary>Whether a changed text may be proposed as far as one pair of versions goes. A pair that was not judged before is judged as the plan was.</summary>
    /// <param name="draft">The changed text.</param>
    /// <param name="hop">What it is for the pair.</param>
    /// <param name="asksConditions">Whether to ask what the steps meet as well: it is the same for pairs with the same ends, whatever happens on their way.</param>
    public bool Of(Draft draft, JudgedHop hop, bool asksConditions = true) =>
        (hop.Findings.All(finding => finding.Severity == Severity.Note) || IsHarmless(FindingsOf(hop.Pair), hop.Findings, draft))
        && (!asksConditions || Keeps(ConditionsOf(hop.Pair), hop.Plan is null ? null : Conditions.Of(facts, hop.Plan)));

    private ImmutableArray<Finding> FindingsOf(JudgedPair pair) => (_hops.TryGetValue(pair.Key, out var known) ? known : Draft.Judge(facts, start.Plan!, pair)).Findings;

    // Kept for the pairs that changes are tried on: of the others each is asked for once.
    private Conditions? ConditionsOf(JudgedPair pair) => _conditionsOf.TryGetValue(pair.Key, out var known) ? known.Value
        : PlanExpansion.ToJudge(facts.Application, start.Plan!, pair.From, pair.To).Value is { } plan ? Conditions.Of(facts, plan)
        : null;

    // A plan that means nothing yet has no conditions that could be kept.
    private static bool Keeps(Conditions? before, Conditions? after) => before is null || (after is not null && after.Keep(before));

    private bool IsHarmless(ImmutableArray<Finding> before, ImmutableArray<Finding> after, Draft draft)
    {
        var (was, now) = (Counted(before, start), Counted(after, draft));
        var (cleared, added) = (Without(was, now), Without(now, was));
        return added.TrueForAll(finding => cleared.Exists(worse => worse.Severity > finding.Severity) && cleared.Exists(worse => Danger(worse) > Danger(finding)))
            && before.Where(IsLoss).Except(cleared).All(loss => cleared.TrueForAll(finding => finding.Severity < Severity.Error || (PositionOf(finding.Place, -1) >= PositionOf(loss.Place, int.MaxValue) && OnlyChecksMore(draft))));
    }

    private static bool IsLoss(Finding finding) => finding is { Severity: Severity.Error, Rule.Family: RuleFamily.DataSafety };

    // What is said of the head of the plan or of another file may stop the plan at its first step, and may lose data at any.
    private int PositionOf(SourcePlace place, int elsewhere) => place.Path == start.Plan!.Path && place.Start >= start.Plan.Steps[0].Place.Start ? place.Start : elsewhere;

    // A step that checks or copies something helps no other over what it stops at.
    private bool OnlyChecksMore(Draft draft)
    {
        var known = 0;
        foreach (var step in draft.Plan!.Steps)
        {
            if (known < start.Plan!.Steps.Length && Conditions.WordsOf(step) == Conditions.WordsOf(start.Plan.Steps[known]))
                known++;
            else if (step is not (CheckTarget or CheckSpace or PullImages or DumpDatabase or BackUpVolumes or RestoreDatabase or VerifyCopy or VerifyStore or VerifyVersion or AwaitMigrations))
                return false;
        }

        return known == start.Plan!.Steps.Length;
    }

    // Findings of one text that the other does not have, each as often as it has more of them; of those with the same words the first, since it may stop the plan first.
    private static List<Finding> Without(List<(string Key, Finding Finding)> one, List<(string Key, Finding Finding)> other)
    {
        var left = other.GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var result = new List<Finding>();
        foreach (var (key, finding) in Enumerable.Reverse(one))
        {
            left.TryGetValue(key, out var same);
            left[key] = same - 1;
            if (same <= 0)
                result.Add(finding);
        }

        return result;
    }

    private static List<(string Key, Finding Finding)> Counted(ImmutableArray<Finding> findings, Draft draft)
    {
        var kinds = draft.Plan!.Steps.ToDictionary(step => $"'{step.Id}'", step => $"'{StepKind.Of(step).Name}'", StringComparer.Ordinal);
        return [.. findings.Where(finding => finding.Severity > Severity.Note).Select(finding => ($"{finding.Rule.Id} {WithoutNumbers(finding.Message.English, kinds)}", finding))];
    }

    private static string WithoutNumbers(string message, Dictionary<string, string> kinds) =>
        Regex.Replace(message, "'[^']*'", quoted => kinds.TryGetValue(quoted.Value, out var kind) ? kind : quoted.Value);

    private static int Danger(Finding finding) => finding.Rule.Family switch
    {
        RuleFamily.Syntax => 3,
        RuleFamily.DataSafety => 2,
        RuleFamily.Order or RuleFamily.Versions => 1,
        _ => 0,
    };
}
