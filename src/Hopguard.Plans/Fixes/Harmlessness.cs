using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// Whether a changed text may be proposed. Judged anew, it may add no finding that is as severe as the worst that it clears, and none about something as dangerous: a name that
/// refers to nothing, then data, then order and versions, then the rest. Notes are left out; a finding is the same where rule and words are, whatever numbers ids of steps have.
/// While an error about data remains, no error that stands before it is cleared: it may be what keeps the plan from getting as far as the loss. And every step that stays must meet
/// what it met before (<see cref="Conditions"/>), since a rule may say of a failing step only what is worse.
/// </summary>
internal sealed class Harmlessness(ApplicationFacts facts, Draft start)
{
    private readonly Lazy<Conditions?> _conditions = new(() => Conditions.Of(facts, start.Plan!));

    public bool Of(Draft draft)
    {
        var (cleared, added) = (Without(start, draft), Without(draft, start));
        return added.TrueForAll(finding => cleared.Exists(worse => worse.Severity > finding.Severity) && cleared.Exists(worse => Danger(worse) > Danger(finding)))
            && start.Findings.Where(IsLoss).Except(cleared).All(loss => cleared.TrueForAll(finding => finding.Severity < Severity.Error || PositionOf(finding.Place, -1) >= PositionOf(loss.Place, int.MaxValue)))
            && (draft.Plan is { } plan && _conditions.Value is { } before && Conditions.Of(facts, plan) is { } after ? after.Keep(before) : _conditions.Value is null);
    }

    private static bool IsLoss(Finding finding) => finding is { Severity: Severity.Error, Rule.Family: RuleFamily.DataSafety };

    // What is said of the head of the plan or of another file may stop the plan at its first step, and may lose data at any.
    private int PositionOf(SourcePlace place, int elsewhere) => place.Path == start.Plan!.Path && place.Start >= start.Plan.Steps[0].Place.Start ? place.Start : elsewhere;

    // Findings of one text that the other does not have, each as often as it has more of them; of those with the same words the first, since it may stop the plan first.
    private static List<Finding> Without(Draft one, Draft other)
    {
        var left = Counted(other).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var result = new List<Finding>();
        foreach (var (key, finding) in Counted(one).Reverse())
        {
            left.TryGetValue(key, out var same);
            left[key] = same - 1;
            if (same <= 0)
                result.Add(finding);
        }

        return result;
    }

    private static IEnumerable<(string Key, Finding Finding)> Counted(Draft draft)
    {
        var kinds = draft.Plan!.Steps.ToDictionary(step => $"'{step.Id}'", step => $"'{StepKind.Of(step).Name}'", StringComparer.Ordinal);
        return draft.Findings.Where(finding => finding.Severity > Severity.Note).Select(finding => ($"{finding.Rule.Id} {WithoutNumbers(finding.Message.English, kinds)}", finding));
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
