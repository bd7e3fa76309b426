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
        rules that have to find something in it, and `# why:` says why. Notes are not counted. This is the **fitted** part of the page: rules were written and mended until they agreed with these plans, so
        it says that nothing has become worse, and not how often the analysis is right about a plan that it has never seen; the mutants below say more about that.
        *Typed* are plans of typed steps alone; *with commands* those with at least one line of shell or command, whose effect is read from its text or declared.

        | | all | typed | with commands |
        | --- | ---: | ---: | ---: |
        {Row("plans", score, part => $"{part.Plans.Count}")}
        {Row("plans without a mistake", score, part => $"{part.Plans.Count(plan => plan.Label.Rules.IsEmpty)}")}
        {Row("labelled mistakes (a rule counts once per plan)", score, part => $"{part.Labelled}")}
        {Row("for which there is no rule", score, part => $"{part.Unlooked}")}
        {Row("found, among the others", score, part => $"{part.Found} ({AccuracyPage.Percent(part.Detection)})")}
        {Row("false alarms, among all that is reported", score, part => $"{part.FalseAlarms} ({AccuracyPage.Percent(part.FalsePositives)})")}
        {Row("plans with exactly the labelled mistakes", score, part => $"{part.Agreeing} ({AccuracyPage.Percent(part.Strict)})")}

        ### By rule

        {Rules(score)}

        ### Plans of which the analysis says something else

        {Disagreements(score)}
        """;

    private static string Row(string title, CorpusScore score, Func<CorpusScore, string> cell) =>
        $"| {title} | {cell(score)} | {cell(score.Part(hasCommands: false))} | {cell(score.Part(hasCommands: true))} |";

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
