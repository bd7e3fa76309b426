using Hopguard.Engine;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>
/// A folder that plans are looked for in, hidden ones and links below it too, as the compiler's own patterns do. It may be a stranger's: a link that leads out of it is named and
/// not followed, one that leads in circles as well, and the search costs a bounded amount of time and memory.
/// </summary>
/// <param name="folder">The folder; what it is itself, a link perhaps, was its caller's decision.</param>
internal sealed class PlanTree(string folder)
{
    // Ten times the largest set that was measured; a search that finds more went somewhere else.
    private const int MostFiles = 10_000;

    // Links to folders multiply each other; a set that is meant to be read has none or a few.
    private const int MostLinks = 1_000;

    // Nothing in it is part of what is checked out, and branches may be called like files.
    private const string Git = ".git";

    private readonly string _real = RealPath.Of(folder);

    /// <summary>A file that is known to be there.</summary>
    public FoundFile Look(string path) => new(path, HindranceOf(new FileInfo(path)));

    /// <summary>Every file below a folder that may be a plan, and every link that may lead to one and is not followed.</summary>
    /// <param name="start">The folder: this one, or one below it.</param>
    /// <param name="isMeant">Whether a file of that path is wanted.</param>
    public List<FoundFile> Below(string start, Func<string, bool> isMeant)
    {
        var (found, links) = (new List<FoundFile>(), 0);
        var open = new Stack<Folder>(Directory.Exists(start) ? [new Folder(start, RealPath.Of(start), null)] : []);
        while (open.TryPop(out var current))
        {
            foreach (var entry in new DirectoryInfo(current.Path).EnumerateFileSystemInfos())
            {
                var isFolder = entry is DirectoryInfo;
                if (isFolder ? entry.Name == Git : !PlanFile.IsYaml(entry.Name) || !isMeant(entry.FullName))
                    continue;

                var hindrance = HindranceOf(entry) ?? (isFolder ? LoopOf(entry, current) : null);
                if (!isFolder || hindrance is not null)
                    found.Add(new FoundFile(entry.FullName, hindrance));
                else
                    open.Push(new Folder(entry.FullName, RealOf(entry, current), current));

                links += isFolder && entry.LinkTarget is not null ? 1 : 0;
            }

            if (found.Count > MostFiles || links > MostLinks)
                throw TooMany(start, found.Count);
        }

        return found;
    }

    private static HopguardException TooMany(string start, int files) => files > MostFiles
        ? ExitCodes.Unusable($"More than {MostFiles} plans lie below '{start}'", "Name the folder of the plans with --plans")
        : ExitCodes.Unusable($"More than {MostLinks} links to folders lie below '{start}'", "Name the folder of the plans with --plans");

    private Message? HindranceOf(FileSystemInfo entry)
    {
        if (entry.LinkTarget is null)
            return null;

        var real = RealPath.Of(entry.FullName);
        if (!Path.Exists(real) || new FileInfo(real).LinkTarget is not null)
            return new("is a link that leads nowhere; put the file in its place", "はリンクですが、リンク先がありません。ファイルそのものを置いてください");

        return RealPath.IsInside(real, _real) ? null : new(
            "is a link that leads out of the folder that is judged, and is not followed; put in its place what it leads to, or name that with --plans",
            "は検査するフォルダーの外へのリンクのため、たどりません。リンク先の内容をここに置くか、リンク先を --plans で指定してください");
    }

    private static Message? LoopOf(FileSystemInfo entry, Folder within) => entry.LinkTarget is null || !within.IsInside(RealPath.Of(entry.FullName)) ? null : new(
        "is a link to a folder that it lies in itself, and is not followed; remove it",
        "は自身を含むフォルダーへのリンクのため、たどりません。取り除いてください");

    private static string RealOf(FileSystemInfo entry, Folder within) => entry.LinkTarget is null ? Path.Combine(within.Real, entry.Name) : RealPath.Of(entry.FullName);

    /// <summary>A folder on the way of the search.</summary>
    /// <param name="Path">The way to it.</param>
    /// <param name="Real">Where it really lies.</param>
    /// <param name="Parent">The folder before it; null for the first.</param>
    private sealed record Folder(string Path, string Real, Folder? Parent)
    {
        /// <summary>Whether the way led through a folder.</summary>
        public bool IsInside(string real)
        {
            for (var folder = this; folder is not null; folder = folder.Parent)
            {
                if (RealPath.IsInside(folder.Real, real))
                    return true;
            }

            return false;
        }
    }
}
