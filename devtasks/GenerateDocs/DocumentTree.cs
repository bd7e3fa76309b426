using Hopguard.Reporting.Documents;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>The generated files on disk.</summary>
/// <param name="root">The repository's root.</param>
internal sealed class DocumentTree(string root)
{
    /// <summary>A file's text with line feeds, as the repository keeps it; null when there is none.</summary>
    public string? Read(string path) => File.Exists(Full(path)) ? File.ReadAllText(Full(path)).ReplaceLineEndings("\n") : null;

    /// <summary>What lies in the folder that is generated as a whole.</summary>
    private IEnumerable<string> StepPages() => Directory.Exists(Full(GeneratedDocuments.StepsFolder))
        ? Directory.GetFiles(Full(GeneratedDocuments.StepsFolder)).Select(path => $"{GeneratedDocuments.StepsFolder}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)
        : [];

    /// <summary>What is out of date, a sentence for each file.</summary>
    public IReadOnlyList<string> Drift() => GeneratedDocuments.Drift(Read, StepPages(), [.. RefusalPages.Render(Read)]);

    /// <summary>Writes what differs and removes what belongs to nothing any more.</summary>
    public void Write(Action<string> log)
    {
        foreach (var document in GeneratedDocuments.All().Concat(RefusalPages.Render(Read)).Where(document => Read(document.Path) != document.Text))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(document.Path))!);
            File.WriteAllText(Full(document.Path), document.Text);
            log($"Written: {document.Path}");
        }

        foreach (var orphan in GeneratedDocuments.Orphans(StepPages()))
        {
            File.Delete(Full(orphan));
            log($"Removed: {orphan}");
        }
    }

    private string Full(string path) => Path.Combine(root, path);
}
