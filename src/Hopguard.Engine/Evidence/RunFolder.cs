namespace Hopguard.Engine.Evidence;

/// <summary>The folder of one run, on the deployment's host: journal, copies, evidence, fetched sources and the report.</summary>
/// <param name="Path">Its absolute path.</param>
public sealed record RunFolder(string Path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The journal's file.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal.log");

    /// <summary>The file that holds space for a journal while its run goes on.</summary>
    public static string ReserveOf(string journal) => journal + ".reserve";

    /// <summary>Where a copy of that name is kept once it is complete.</summary>
    public string Copy(string name) => System.IO.Path.Combine(Path, "copies", name);

    /// <summary>Where a copy of that name grows before it is complete; no copy can be called so, since no name begins with a dot.</summary>
    public string PartialCopy(string name) => System.IO.Path.Combine(Path, "copies", $".{name}.partial");

    /// <summary>Removes what an attempt left that failed: it is worth nothing, and perhaps what filled the disk. What cannot be removed is replaced by the next attempt.</summary>
    public void DropPartialCopy(string name)
    {
        try
        {
            if (Directory.Exists(PartialCopy(name)))
                Directory.Delete(PartialCopy(name), recursive: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // The failure itself is what has to be told.
        }
    }

    /// <summary>Removes what nobody needs once the run is over: the journal's reserve, the address that was told of it, and copies and source trees that were never completed.</summary>
    public void Tidy()
    {
        try
        {
            File.Delete(ReserveOf(Journal));
            File.Delete(NotifyAddress);
            foreach (var folder in Incomplete().ToList())
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // The run is over, whatever is left of it; the report names what stays.
        }
    }

    /// <summary>What was begun and not completed: copies and source trees under their temporary names.</summary>
    public IEnumerable<string> Incomplete() => new[] { Copy(string.Empty), Source(string.Empty) }.Where(Directory.Exists).SelectMany(part => Directory.EnumerateDirectories(part, ".*.partial"));

    /// <summary>A file of evidence.</summary>
    public string Evidence(string fileName) => System.IO.Path.Combine(Path, "evidence", fileName);

    /// <summary>Where a fetched source tree of that name is kept until it is switched to.</summary>
    public string Source(string name) => System.IO.Path.Combine(Path, "sources", name);

    /// <summary>The address that is told what happens in the run, where it may hold a secret: for the calls that go on with the run, and for its owner alone.</summary>
    public string NotifyAddress => System.IO.Path.Combine(Path, "notify-address");

    /// <summary>The report for people.</summary>
    public string Report => System.IO.Path.Combine(Path, "report.md");

    /// <summary>The same as a page for a browser.</summary>
    public string ReportPage => System.IO.Path.Combine(Path, "report.html");

    /// <summary>Makes the folder and its parts, readable by the owner alone: dumps hold password hashes and personal data.</summary>
    public void Create()
    {
        foreach (var part in new[] { Path, Copy(string.Empty), Evidence(string.Empty), Source(string.Empty) })
            CreateFolder(part);
    }

    /// <summary>
    /// Whether others than its owner may put something else in the place of what a folder holds. What a run keeps is readable by its owner alone wherever it lies, but who may write to the folder around it can
    /// move it away.
    /// </summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var mode && (mode & OthersWrite) != UnixFileMode.None && !mode.HasFlag(UnixFileMode.StickyBit);

    /// <summary>Makes a folder that its owner alone can read; one that is there keeps its mode: whoever shares it knows why, and is told what that means.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }
}
