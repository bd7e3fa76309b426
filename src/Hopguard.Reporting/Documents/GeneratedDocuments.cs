using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Reporting.Documents;

/// <summary>Every generated file of the repository: written by the target <c>GenerateDocs</c>, held to the code by its <c>--check</c> and by a test.</summary>
public static class GeneratedDocuments
{
    /// <summary>The folder that holds nothing but generated pages.</summary>
    public const string StepsFolder = "docs/steps";

    private const string Remedy = "run './build.sh --target=GenerateDocs' and commit what it writes";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GeneratedDocument> All()
    {
        var kinds = StepKind.All.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal).ToList();
        return [RuleIndex.Render(RuleList.All), StepIndex.Render(kinds), .. kinds.Select(StepPage.Render), PlanSchema.Render(kinds), ApplicationSchema.Render()];
    }

    /// <summary>What is out of date, a sentence for each file; nothing when all is well.</summary>
    /// <param name="read">The text of a file by its path, with line feeds; null when there is none.</param>
    /// <param name="owned">The files that lie where nothing is written by hand.</param>
    /// <param name="others">Files that follow from something beside the code.</param>
    public static IReadOnlyList<string> Drift(Func<string, string?> read, IEnumerable<string> owned, params GeneratedDocument[] others)
    {
        var changed = All().Concat(others)
            .Select(document => (document.Path, Found: read(document.Path), Wanted: document.Text))
            .Where(document => document.Found != document.Wanted)
            .Select(document => Sentence(document.Path, document.Found, document.Wanted));
        return [.. changed, .. Orphans(owned, others).Select(path => $"'{path}' belongs to no kind of step or task any more; {Remedy}")];
    }

    /// <summary>Files of kinds of step and of tasks that are gone.</summary>
    /// <param name="owned">The files that lie where nothing is written by hand.</param>
    /// <param name="others">Files that follow from something beside the code.</param>
    public static IReadOnlyList<string> Orphans(IEnumerable<string> owned, IEnumerable<GeneratedDocument> others) => [.. owned.Except(All().Concat(others).Select(document => document.Path), StringComparer.Ordinal)];

    private static string Sentence(string path, string? found, string wanted)
    {
        if (found is null)
            return $"'{path}' is missing; {Remedy}";

        var (actual, should) = (found.Split('\n'), wanted.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(actual.Length, should.Length)).FirstOrDefault(index => actual[index] != should[index], Math.Min(actual.Length, should.Length));
        return $"'{path}' is out of date from line {line + 1} on; {Remedy}";
    }
}

/// <summary>A file of the repository whose text follows from the code.</summary>
/// <param name="Path">Its path from the repository's root, with forward slashes.</param>
/// <param name="Text">What it has to hold.</param>
public sealed record GeneratedDocument(string Path, string Text);
