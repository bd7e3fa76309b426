using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Documents;

/// <summary>The index of all rules by family, in both languages.</summary>
internal static class RuleIndex
{
    private static readonly (RuleFamily Family, Message Title, string Meaning)[] Families =
    [
        (RuleFamily.DataSafety, new("Data safety", "データの安全"), "Data can be lost. Never switched off: an exception is written in the plan, beside the step, with a reason."),
        (RuleFamily.Order, new("Order", "順序"), "Steps that stand in a wrong order, or are missing."),
        (RuleFamily.Versions, new("Routes and versions", "経路とバージョン"), "What differs between versions, and the way from one to another."),
        (RuleFamily.Robustness, new("Robustness", "堅牢性"), "What fails where a network, a disk or a terminal is not as expected."),
        (RuleFamily.Security, new("Security", "セキュリティ"), "What lets somebody else in, or shows a secret."),
        (RuleFamily.Syntax, new("Syntax", "構文"), "The file cannot be understood. Never switched off, and never accepted."),
    ];

    public static GeneratedDocument Render(IEnumerable<Rule> rules)
    {
        var byFamily = rules.ToLookup(rule => rule.Family);
        var lines = new List<string>
        {
            "# Rules",
            string.Empty,
            "Every mistake that Hopguard finds in a plan, in `dotnet build`, in `ValidatePlans` and before a run. Each page says what is lost, and has a bad and a good plan.",
            string.Empty,
            "<!-- Written by `./build.sh --target=GenerateDocs`. -->",
        };
        foreach (var (family, title, meaning) in Families.Where(entry => byFamily.Contains(entry.Family)))
            lines.AddRange([string.Empty, $"## HOP{(int)family}xx: {title.English} · {title.Japanese}", string.Empty, meaning, string.Empty, .. Table(byFamily[family])]);

        return new GeneratedDocument("docs/rules/README.md", MarkdownTable.Text(lines));
    }

    private static IEnumerable<string> Table(IEnumerable<Rule> rules) => MarkdownTable.Of(
        ["rule", "mistake", "誤り", "severity"],
        rules.Select(rule => (string[])[$"[{rule.Id}]({rule.Id}.md)", rule.Title.English, rule.Title.Japanese, rule.Severity.ToString().ToLowerInvariant()]));
}
