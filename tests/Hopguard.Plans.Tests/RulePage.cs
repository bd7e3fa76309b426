using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>A page of <c>docs/rules</c> with its two plans, and the application that they are written for where it is not CVAT.</summary>
internal sealed class RulePage
{
    private static readonly Regex Plan = new(@"^## (?<kind>Application|Bad|Good)\n\n```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    private RulePage(string text) => Text = text;

    public string Text { get; }

    public string Bad => PlanOf("Bad") ?? throw new InvalidOperationException("The page has no bad plan");

    public string Good => PlanOf("Good") ?? throw new InvalidOperationException("The page has no good plan");

    private PlanFile Application => PlanOf("Application") is { } text ? new PlanFile(Repository.Cvat.Path, text) : Repository.Cvat;

    public static RulePage Of(Rule rule) => new(File.ReadAllText(Path.Combine(Repository.Root, rule.Page)));

    /// <summary>Judges a plan of the page as a file beside its application.</summary>
    public IEnumerable<string> Judge(string plan) => PlanAnalysis.Analyze(PlanSet.Read([Application, new PlanFile("plans/cvat/page.yaml", plan)]))
        .Select(finding => finding.Rule.Id);

    private string? PlanOf(string kind) => Plan.Matches(Text).SingleOrDefault(match => match.Groups["kind"].Value == kind)?.Groups["text"].Value;
}
