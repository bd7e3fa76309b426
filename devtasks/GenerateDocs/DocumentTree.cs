using Hopguard.Reporting.Documents;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>The generated files on disk.</summary>
/// <param name="root">The repository's root.</param>
internal sealed class DocumentTree(string root)
{
    /// <summary>A file's text with line feeds, as the repository keeps it; null when there is none.</summary>
    public string? Read(string path) => File.Exists(Full(path)) ? File.ReadAllText(Full(path)).ReplaceLineEndings("\n") : null;

    // Those that follow from something beside the model of plans.
    private IReadOnlyList<GeneratedDocument> Others() => [.. RefusalPages.Render(Read), .. ActionFiles.Render(), .. AzureTasks.Render()];

    // What lies where nothing is written by hand.
    private IEnumerable<string> Owned() => Files(GeneratedDocuments.StepsFolder, "*").Concat(Directory.EnumerateDirectories(Full("tasks")).SelectMany(folder => OwnedOf($"tasks/{Path.GetFileName(folder)}")))
        .Order(StringComparer.Ordinal);

    private IEnumerable<string> OwnedOf(string folder) =>
        [.. Files(folder, ActionFiles.Name), .. Files(folder, AzureTasks.Name), .. AzureTasks.Languages.Select(language => AzureTasks.ResourceFolder(folder, language)).SelectMany(strings => Files(strings, "*"))];

    private IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(Full(folder)) ? Directory.GetFiles(Full(folder), pattern).Select(path => $"{folder}/{Path.GetFileName(path)}") : [];

    /// <summary>What is out of date, a sentence for each file.</summary>
    public IReadOnlyList<string> Drift() => GeneratedDocuments.Drift(Read, Owned(), [.. Others()]);

    /// <summary>Writes what differs and removes what belongs to nothing any more.</summary>
    public void Write(Action<string> log)
    {
        foreach (var document in GeneratedDocuments.All().Concat(Others()).Where(document => Read(document.Path) != document.Text))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(document.Path))!);
            File.WriteAllText(Full(document.Path), document.Text);
            log($"Written: {document.Path}");
        }

        foreach (var orphan in GeneratedDocuments.Orphans(Owned(), Others()))
        {
            File.Delete(Full(orphan));
            log($"Removed: {orphan}");
        }
    }

    private string Full(string path) => Path.Combine(root, path);
}
