using System.Globalization;
using System.Text;
using Hopguard.Accuracy.Corpus;
using Hopguard.Plans.Findings;

namespace Hopguard.Accuracy.Report;

/// <summary>The part of the page about the labelled plans.</summary>
internal static class CorpusSection
{
    public static string Write(CorpusScore score) => $"""
        ## Labelled plans

        `tests/corpus` holds procedures of vendors and operators written down literally, good plans in unusual forms, and mutants that were looked at one by one. The comment `# expect:` of a plan names the
        rules that have to find something in it, and `# why:` says why. Notes are not counted.

        | | |
        | --- | ---: |
        | plans | {score.Plans.Count} |
        | plans without a mistake | {score.Plans.Count(plan => plan.Label.Rules.IsEmpty)} |
        | labelled mistakes (a rule counts once per plan) | {score.Labelled} |
        | for which there is no rule | {score.Unlooked} |
        | found, among the others | {score.Found} ({AccuracyPage.Percent(score.Detection)}) |
        | false alarms, among all that is reported | {score.FalseAlarms} ({AccuracyPage.Percent(score.FalsePositives)}) |
        | plans with exactly the labelled mistakes | {score.Agreeing} ({AccuracyPage.Percent(score.Strict)}) |

        ### By rule

        {Rules(score)}

        ### Plans of which the analysis says something else

        {Disagreements(score)}
        """;

    private static string Rules(CorpusScore score)
    {
        var text = new StringBuilder("| rule | labelled | found | missed | false alarms |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var rule in score.ByRule())
            text.Append(CultureInfo.InvariantCulture, $"| {Title(rule.Rule)} | {rule.Labelled} | {rule.Found} | {rule.Missed} | {rule.FalseAlarms} |\n");

        return text.ToString().TrimEnd();
    }

    private static string Disagreements(CorpusScore score)
    {
        var plans = score.Plans.Where(plan => !plan.Agrees).ToList();
        if (plans.Count == 0)
            return "None.";

        var text = new StringBuilder("| plan | missed | no rule | false alarms |\n| --- | --- | --- | --- |\n");
        foreach (var plan in plans)
            text.Append(CultureInfo.InvariantCulture, $"| {plan.Path} | {string.Join(", ", plan.Missed)} | {string.Join(", ", plan.Unlooked)} | {string.Join(", ", plan.FalseAlarms)} |\n");

        return text.ToString().TrimEnd();
    }

    private static string Title(string id) =>
        RuleList.All.FirstOrDefault(rule => rule.Id == id) is { } known ? $"[{id}](rules/{id}.md) {known.Title.English}" : $"{id} (no rule yet)";
}
