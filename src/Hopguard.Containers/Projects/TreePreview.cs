namespace Hopguard.Containers.Projects;

/// <summary>
/// The next source tree as it will be, made of links: entries of the fetched tree, and over them what is carried over from the deployment's. It lies beside the
/// deployment, so that paths that lead out of the folder (<c>../share</c>) lead to the same place. It never lasts longer than the question it was made for.
/// </summary>
public sealed class TreePreview : IDisposable
{
    private readonly string _fetched;
    private readonly string _deployment;

    /// <summary>Makes one that shows the fetched tree alone.</summary>
    /// <param name="fetched">The tree.</param>
    /// <param name="deployment">The deployment's folder, beside which the preview lies.</param>
    /// <param name="runId">The run, for the preview's name.</param>
    public TreePreview(string fetched, string deployment, string runId)
    {
        (_fetched, _deployment) = (fetched, deployment);
        var (all, own) = ($"{deployment}.hopguard-{runId}.", $"{deployment}.hopguard-{runId}.{Environment.ProcessId}-");

        // One process works on a run: what another one left was left by a kill.
        foreach (var left in Directory.GetDirectories(Path.GetDirectoryName(all)!, Path.GetFileName(all) + "*").Where(left => !left.StartsWith(own, StringComparison.Ordinal)))
            Directory.Delete(left, recursive: true);

        Folder = own + Guid.NewGuid().ToString("N")[..8];
        // Closed to others: settings that a step of the plan changes are written into it, and passwords stand beside them.
        Directory.CreateDirectory(Folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        LinkEntries(fetched, Folder);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Shows the deployment's file or folder at the same place in the preview, instead of what the fetched tree has there.</summary>
    public void Show(string relative) => Link(Opened(relative), Path.Combine(_deployment, relative));

    /// <summary>Puts a file with this text at a place in the preview, instead of what the fetched tree has there.</summary>
    public void Write(string relative, string text)
    {
        var place = Opened(relative);
        File.Delete(place);
        File.WriteAllText(place, text);
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Opened(string relative)
    {
        var parts = relative.Split('/');
        for (var depth = 1; depth < parts.Length; depth++)
            Open(Path.Combine(Folder, Path.Combine(parts[..depth])), Path.Combine(_fetched, Path.Combine(parts[..depth])));

        return Path.Combine(Folder, relative);
    }

    // A link to a folder of the fetched tree becomes a folder of links, so that something can be put into it.
    private static void Open(string place, string fetched)
    {
        if (Directory.Exists(place) && new DirectoryInfo(place).LinkTarget is null)
            return;

        File.Delete(place);
        Directory.CreateDirectory(place);
        if (Directory.Exists(fetched))
            LinkEntries(fetched, place);
    }

    private static void LinkEntries(string from, string to)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
            Link(Path.Combine(to, Path.GetFileName(entry)), entry);
    }

    private static void Link(string place, string target)
    {
        // Also a link that leads nowhere, which does not "exist".
        File.Delete(place);
        File.CreateSymbolicLink(place, target);
    }
}
