using System.Collections.Immutable;

namespace Hopguard.Plans.Reading;

/// <summary>
/// The files that compose files may include and extend: those below the folder <c>compose</c> of the application, which are at hand as text. Nothing is opened, so that what lies elsewhere,
/// on the disk or behind an address, is never found.
/// </summary>
internal sealed class ComposeFolder(IEnumerable<PlanFile> files)
{
    private readonly Dictionary<string, PlanFile> _files =
        files.GroupBy(file => ComposeFiles.Normal(file.Path)).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    // Many files may include the same one.
    private readonly Dictionary<string, (ImmutableArray<MapNode> Documents, Refusal? Refusal)> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The files that nobody asked for, as they are named.</summary>
    public IEnumerable<string> Unused => _files.Where(pair => !_used.Contains(pair.Key)).Select(pair => pair.Value.Path);

    /// <summary>The file of a path; null where it is not at hand.</summary>
    /// <param name="path">The path as it is written somewhere.</param>
    /// <param name="folders">The folders that it may start from; the first that holds such a file counts.</param>
    public PlanFile? Find(string path, params string[] folders)
    {
        foreach (var folder in folders)
        {
            if (Combine(folder, path) is not { } whole || !_files.TryGetValue(whole, out var file))
                continue;

            _used.Add(whole);
            return file;
        }

        return null;
    }

    /// <summary>The documents of a file.</summary>
    /// <exception cref="Refusal">It is no YAML, or more than is read.</exception>
    public ImmutableArray<MapNode> DocumentsOf(PlanFile file)
    {
        if (!_read.TryGetValue(file.Path, out var read))
            _read.Add(file.Path, read = Read(file));

        return read.Refusal is { } refusal ? throw refusal : read.Documents;
    }

    /// <summary>A path below a folder, without <c>.</c> and <c>..</c>; null for one that starts elsewhere.</summary>
    public static string? Combine(string folder, string path)
    {
        if (path.Length == 0 || path[0] is '/' or '~' || path.IndexOfAny([':', '\\']) >= 0)
            return null;

        var parts = ComposeFiles.Normal(folder).Split('/').Where(part => part.Length > 0).ToList();
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }

        return (folder.StartsWith("/", StringComparison.Ordinal) ? "/" : string.Empty) + string.Join("/", parts);
    }

    private static (ImmutableArray<MapNode> Documents, Refusal? Refusal) Read(PlanFile file)
    {
        try
        {
            return (DocumentReader.ReadCompose(file.Path, file.Text), null);
        }
        catch (Refusal refusal)
        {
            return ([], refusal);
        }
    }
}
