using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>
/// A page of <c>docs/rules</c> with its bad and its good plan. A block of YAML that begins with the comment <c># name.yaml</c> is that file of the application's folder,
/// a compose file or a second plan; blocks under "Application" belong to both plans, and a page without an <c>application.yaml</c> is about CVAT.
/// </summary>
internal sealed class RulePage
{
    private const string Folder = "plans/cvat/";
    private const string ApplicationFile = Folder + ApplicationReader.FileName;
    private static readonly Regex Block = new(@"^```yaml\n(?<text>(# (?<name>[^\s]+\.ya?ml)\n)?.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    private RulePage(string text) => Text = text;

    public string Text { get; }

    public IReadOnlyList<PlanFile> Bad => FilesOf("Bad", "page.yaml");

    public IReadOnlyList<PlanFile> Good => FilesOf("Good", "page.yaml");

    public static RulePage Of(Rule rule) => new(File.ReadAllText(Path.Combine(Repository.Root, rule.Page)));

    /// <summary>Judges plans of the page as files beside its application.</summary>
    public IEnumerable<string> Judge(IReadOnlyList<PlanFile> files)
    {
        files.Should().NotBeEmpty();
        PlanFile[] all = [.. files, .. FilesOf("Application", ApplicationReader.FileName)];
        if (!all.Any(file => file.Path == ApplicationFile))
            all = [.. all, .. Repository.CvatFiles];

        return Bilingual.Checked(PlanAnalysis.Analyze(PlanSet.Read(all.DistinctBy(file => file.Path)))).Where(finding => finding.Accepted is null).Select(finding => finding.Rule.Id);
    }

    private IReadOnlyList<PlanFile> FilesOf(string heading, string name) =>
    [
        .. Text.Split("\n## ").Where(section => section.StartsWith(heading + "\n", StringComparison.Ordinal)).SelectMany(section => Block.Matches(section + "\n"))
            .Select(block => new PlanFile(Folder + (block.Groups["name"] is { Success: true } given ? given.Value : name), block.Groups["text"].Value)),
    ];
}
