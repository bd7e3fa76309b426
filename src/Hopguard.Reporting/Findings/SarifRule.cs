using System.Text.Json.Serialization;
using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Findings;

/// <summary>A rule as SARIF describes it.</summary>
internal static class SarifRule
{
    public static object Describe(Rule rule, FindingStyle style) => new
    {
        rule.Id,
        ShortDescription = new { Text = rule.Title.In(style.Language) },
        FullDescription = new { Text = rule.Explanation.In(style.Language) },
        Help = new
        {
            Text = $"{rule.Title.In(style.Language)}. {rule.Explanation.In(style.Language)}",
            Markdown = $"**{rule.Title.In(style.Language)}**\n\n{rule.Explanation.In(style.Language)}\n\n{Link(rule, style)}",
        },
        HelpUri = Page(rule, style)?.AbsoluteUri,
        DefaultConfiguration = new { Level = FindingWords.Word(rule.Severity) },
        Properties = new Properties(rule),
    };

    private static string Link(Rule rule, FindingStyle style) => Page(rule, style) is { } page ? $"[{rule.Id}]({page.AbsoluteUri})" : $"`{rule.Page}`";

    // The standard wants a full address; half of one would make the whole log invalid.
    private static Uri? Page(Rule rule, FindingStyle style) => style.PagesAt is { } root ? new Uri(root, rule.Page) : null;

    /// <summary>What code scanning sorts by; a finding about anything but security has no score of that kind.</summary>
    private sealed class Properties(Rule rule)
    {
        public string Family { get; } = rule.Family.ToString();

        public IReadOnlyList<string> Tags { get; } = rule.Family == RuleFamily.Security ? ["plans", rule.Family.ToString(), "security"] : ["plans", rule.Family.ToString()];

        public string Precision { get; } = "high";

        [JsonPropertyName("security-severity")]
        public string? SecuritySeverity { get; } = (rule.Family, rule.Severity) switch
        {
            (RuleFamily.Security, Severity.Error) => "8.0",
            (RuleFamily.Security, Severity.Warning) => "5.0",
            (RuleFamily.Security, _) => "2.0",
            _ => null,
        };
    }
}
