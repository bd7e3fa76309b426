using System.Collections.Immutable;
using System.Text;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Reporting.Findings;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;
using Hopguard.Tasks.Outputs;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>Brings findings to everybody who waits for them: the log, a file, the page of a CI job.</summary>
/// <param name="log">The log.</param>
/// <param name="surroundings">What the log is.</param>
/// <param name="variable">Gives the text of an environment variable, or null.</param>
/// <param name="paths">How the repository names files.</param>
internal sealed class FindingOutput(TextWriter log, ConsoleSurroundings surroundings, Func<string, string?> variable, RepositoryPaths paths)
{
    private const string AzureFolder = "AGENT_TEMPDIRECTORY";
    private const string AzurePage = "hopguard-findings.md";

    /// <summary>The format of the log where none was chosen, and where the one chosen goes to a file.</summary>
    public FindingFormat OwnFormat => FindingReport.FormatFor(surroundings.Kind);

    /// <summary>Writes all findings.</summary>
    /// <param name="findings">The findings, by paths relative to the working folder.</param>
    /// <param name="files">The files judged.</param>
    /// <param name="style">The format chosen, the language and the exit code.</param>
    /// <param name="file">The file that receives them; null for the log.</param>
    public void Write(IReadOnlyList<Finding> findings, IReadOnlyList<PlanFile> files, FindingStyle style, string? file)
    {
        var texts = files.ToDictionary(one => one.Path, one => one.Text, StringComparer.Ordinal);
        var fromRoot = files.ToDictionary(one => paths.FromRoot(one.Path), one => one.Text, StringComparer.Ordinal);
        style = style with { Colour = surroundings.Colour, Sources = path => texts.GetValueOrDefault(path) ?? fromRoot.GetValueOrDefault(path), PagesAt = PagesAt() };
        if (file is not null)
            WriteFile(file, findings, style with { Colour = false });

        var shown = file is null ? style : style with { Format = OwnFormat };
        FindingReport.Write(log, PlacedFor(shown.Format, findings), shown);
        WritePages(findings, shown);
    }

    private void WriteFile(string file, IReadOnlyList<Finding> findings, FindingStyle style)
    {
        using var text = new StringWriter { NewLine = "\n" };
        FindingReport.Write(text, PlacedFor(style.Format, findings), style);
        OutputFile.Write(file, text.ToString());
    }

    // Whoever shows findings beside the code looks for the file from the root of the repository; a person looks from where he is.
    private ImmutableArray<Finding> PlacedFor(FindingFormat format, IReadOnlyList<Finding> findings) =>
        format is FindingFormat.GitHub or FindingFormat.Azure or FindingFormat.Sarif ? paths.FromRoot(findings) : [.. findings];

    // Annotations are cut off at ten of a kind; the page of the job has room for all.
    private void WritePages(IReadOnlyList<Finding> findings, FindingStyle shown)
    {
        var page = new Lazy<string>(() => string.Join('\n', FindingMarkdown.Render(paths.FromRoot(findings), shown.Language)) + "\n");
        if (shown.Format == FindingFormat.GitHub)
            JobSummary.Append(page.Value, variable(JobSummary.Variable), FindingWords.Shortened.In(shown.Language));
        if (shown.Format == FindingFormat.Azure && variable(AzureFolder) is { Length: > 0 } folder && Directory.Exists(folder))
        {
            var file = Path.Combine(folder, AzurePage);
            File.WriteAllText(file, page.Value, Encoding.UTF8);
            log.WriteLine(AzureIssues.UploadPage(file));
        }
    }

    // Only where the rules' pages are part of the repository that is judged: nobody else's address is known.
    private Uri? PagesAt() =>
        variable("GITHUB_SERVER_URL") is { } server && variable("GITHUB_REPOSITORY") is { } repository && variable("GITHUB_SHA") is { } commit
        && paths.Root is { } root && File.Exists(Path.Combine(root, RuleList.All[0].Page))
        && Uri.TryCreate($"{server}/{repository}/blob/{commit}/", UriKind.Absolute, out var address)
            ? address
            : null;
}
