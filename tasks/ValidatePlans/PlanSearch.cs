using System.Text;
using Hopguard.Engine;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Severities;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>
/// Finds plan files and reads them as text: what they mean is not its affair. They may be a stranger's, so a search never leaves its folder through a link, and
/// costs a bounded amount of memory.
/// </summary>
/// <param name="workingFolder">Where relative paths start from, and what files below it are named by.</param>
internal sealed class PlanSearch(string workingFolder)
{
    private const string Extension = ".yaml";

    // Facts of the releases: without them a plan would be judged differently than in the whole set.
    private const string ComposeFolder = "compose";

    // Ten times the largest set that was measured; a search that finds more went somewhere else.
    private const int MostFiles = 10_000;

    // Twice what the reader accepts, so that its own finding about size is what is seen.
    private const long LargestFile = 2 << 20;

    /// <summary>The files that are meant, and what each plan is judged by: its application's file and the compose files below it.</summary>
    /// <param name="wanted">Folders, files and patterns.</param>
    /// <exception cref="HopguardException">One of them names nothing, or something cannot be read; the exit code says so.</exception>
    public IReadOnlyList<PlanFile> Read(IReadOnlyList<string> wanted)
    {
        try
        {
            var found = wanted.SelectMany(Find).ToHashSet(StringComparer.Ordinal);
            var folders = found.Select(file => Path.GetDirectoryName(file)!).ToHashSet(StringComparer.Ordinal);
            var applications = folders.Select(folder => Path.Combine(folder, ApplicationReader.FileName)).Where(File.Exists).ToHashSet(StringComparer.Ordinal);
            found.UnionWith(applications);
            found.UnionWith(folders.SelectMany(SeverityFilesFrom).Distinct().Where(File.Exists));
            found.UnionWith(GlobalConfigs());
            found.Remove(Path.Combine(workingFolder, DeploymentFile.Name));
            found.UnionWith(applications.SelectMany(file => Below(Path.Combine(Path.GetDirectoryName(file)!, ComposeFolder), _ => true)));
            return [.. found.Order(StringComparer.Ordinal).Select(ReadFile)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw ExitCodes.Unusable($"Plans cannot be read: {trouble.Message}", "Give files and folders that you may read with --plans", trouble);
        }
    }

    private List<string> Find(string wanted)
    {
        var path = Path.GetFullPath(wanted, workingFolder);
        var files = File.Exists(path) ? [path]
            : PlanPattern.IsPattern(wanted) ? Matching(PlanPattern.Parse(wanted))
            : Below(path, _ => true);
        return files.Count > 0
            ? files
            : throw ExitCodes.Unusable($"'{wanted}' holds no plans", $"Give a folder, a file or a pattern with --plans, such as --plans={OptionCatalogue.Plans.Example}");
    }

    private List<string> Matching(PlanPattern pattern)
    {
        var folder = Path.GetFullPath(pattern.Folder, workingFolder);
        return Below(folder, file => pattern.Matches(Path.GetRelativePath(folder, file).Replace('\\', '/')));
    }

    private static List<string> Below(string folder, Func<string, bool> isMeant)
    {
        var files = new List<string>();
        var open = new Stack<DirectoryInfo>(Directory.Exists(folder) ? [new DirectoryInfo(folder)] : []);
        while (open.TryPop(out var current))
        {
            foreach (var entry in current.EnumerateFileSystemInfos().Where(entry => !IsForeign(entry, folder)))
            {
                if (entry is DirectoryInfo below)
                    open.Push(below);
                else if (entry.Extension == Extension && isMeant(entry.FullName))
                    files.Add(entry.FullName);
            }

            if (files.Count > MostFiles)
                throw ExitCodes.Unusable($"More than {MostFiles} plans lie below '{folder}'", "Name the folder of the plans with --plans");
        }

        return files;
    }

    // Hidden folders hold what tools keep for themselves; a link to a folder may lead in circles, one to a file anywhere.
    private static bool IsForeign(FileSystemInfo entry, string folder)
    {
        if (entry.LinkTarget is null)
            return entry is DirectoryInfo && entry.Name.StartsWith('.');

        return entry is DirectoryInfo || entry.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target
            || !target.FullName.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    // In the folder and everywhere above; the working folder's own file of that name holds options.
    private IEnumerable<string> SeverityFilesFrom(string innermost)
    {
        for (var folder = innermost; folder is not null && folder.Length > workingFolder.Length; folder = Path.GetDirectoryName(folder))
            yield return Path.Combine(folder, SeverityFile.FileName);
    }

    // Where the compiler looks: in the folder of the project and everywhere above.
    private IEnumerable<string> GlobalConfigs()
    {
        for (var folder = new DirectoryInfo(workingFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, GlobalConfig.FileName)))
                yield return Path.Combine(folder.FullName, GlobalConfig.FileName);
        }
    }

    private PlanFile ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, LargestFile)];
        stream.ReadExactly(bytes);
        // Bytes that are no UTF-8 become U+FFFD, which the reader refuses with a place.
        return new PlanFile(NameOf(path), Encoding.UTF8.GetString(bytes));
    }

    /// <summary>A path as findings name it: relative to the working folder where the file lies below it.</summary>
    public string NameOf(string path)
    {
        var relative = Path.GetRelativePath(workingFolder, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}
