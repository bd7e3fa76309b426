using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>A page of <c>docs/rules</c> with its two plans.</summary>
internal sealed class RulePage
{
    private static readonly Regex Plan = new(@"^## (?<kind>Bad|Good)\n\n```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    private RulePage(string text) => Text = text;

    public string Text { get; }

    public string Bad => PlanOf("Bad");

    public string Good => PlanOf("Good");

    public static RulePage Of(Rule rule) => new(File.ReadAllText(Path.Combine(Repository.Root, rule.Page)));

    /// <summary>Judges a plan of a page as a file beside CVAT's application.</summary>
    public static IEnumerable<string> Judge(string plan) => PlanAnalysis.Analyze(PlanSet.Read([Repository.Cvat, new PlanFile("plans/cvat/page.yaml", plan)]))
        .Select(finding => finding.Rule.Id);

    private string PlanOf(string kind) => Plan.Matches(Text).Single(match => match.Groups["kind"].Value == kind).Groups["text"].Value;
}
