using System.Text;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>
/// Finds the files that plans are judged by and reads them as text: what they mean is not its affair. Where <see cref="PlanTree"/> does not open one, it is among the files all the same,
/// with the reason, and the analysis makes a finding of it: nothing that may be a plan is passed over in silence.
/// </summary>
/// <param name="workingFolder">Where relative paths start from, and what files below it are named by.</param>
internal sealed class PlanSearch(string workingFolder)
{
    // Facts of the releases: without them a plan would be judged differently than in the whole set.
    private const string ComposeFolder = "compose";

    // Twice what the reader accepts, so that its own finding about size is what is seen.
    private const long LargestFile = 4 << 20;

    /// <summary>The folder that is meant where none is given.</summary>
    public const string UsualFolder = "plans";

    /// <summary>Whether anything of that name is here.</summary>
    public bool HasUsualFolder => Path.Exists(Path.GetFullPath(UsualFolder, workingFolder));

    /// <summary>The files that are meant, and what each plan is judged by: its application's file and the compose files below it.</summary>
    /// <param name="wanted">Folders, files and patterns.</param>
    /// <exception cref="HopguardException">One of them names nothing, or something cannot be read; the exit code says so.</exception>
    public IReadOnlyList<PlanFile> Read(IReadOnlyList<string> wanted)
    {
        try
        {
            var found = new SortedDictionary<string, FoundFile>(StringComparer.Ordinal);
            foreach (var file in wanted.SelectMany(Find).Concat(GlobalConfigs()))
                found.TryAdd(file.Path, file);

            found.Remove(Path.Combine(workingFolder, DeploymentFile.Name));
            return [.. found.Values.Select(ReadFile)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw ExitCodes.Unusable($"Plans cannot be read: {trouble.Message}", "Give files and folders that you may read with --plans", trouble);
        }
    }

    /// <summary>The refusal where there is no plan to judge.</summary>
    public static HopguardException Without(string wanted) =>
        ExitCodes.Unusable($"'{wanted}' holds no plans", $"Give a folder, a file or a pattern with --plans, such as --plans={OptionCatalogue.Plans.Example}");

    private List<FoundFile> Find(string wanted)
    {
        var path = Path.GetFullPath(wanted, workingFolder);
        var isFile = File.Exists(path);
        var pattern = !isFile && PlanPattern.IsPattern(wanted) ? PlanPattern.Parse(wanted) : null;
        if (!isFile && pattern is null && !Directory.Exists(path))
            throw ExitCodes.Unusable($"There is no '{path}', so '{wanted}' names no plans", $"Give a folder, a file or a pattern with --plans, such as --plans={OptionCatalogue.Plans.Example}");

        var start = isFile ? Path.GetDirectoryName(path)! : pattern is null ? path : Path.GetFullPath(pattern.Folder, workingFolder);
        RequireInside(wanted, start);

        // A file that is named alone is a part of the whole that one works on.
        var tree = new PlanTree(isFile && RealPath.IsInside(start, workingFolder) ? workingFolder : start);
        var files = isFile ? [tree.Look(path)] : tree.Below(start, file => pattern?.Matches(Path.GetRelativePath(start, file).Replace('\\', '/')) ?? true);
        if (files.Count == 0)
            throw Without(wanted);

        var folders = files.Select(file => Path.GetDirectoryName(file.Path)!).Distinct(StringComparer.Ordinal).ToList();
        return [.. files, .. folders.SelectMany(folder => Beside(folder, tree)), .. SeveritiesAbove(folders)];
    }

    // The folder itself may have become a link; what is named by a way out of the working folder is meant that way.
    private void RequireInside(string wanted, string start)
    {
        if (RealPath.IsInside(start, workingFolder) && !RealPath.IsInside(RealPath.Of(start), RealPath.Of(workingFolder)))
            throw ExitCodes.Unusable($"'{wanted}' leads through a link out of '{workingFolder}'", $"If that is meant, give the folder itself: --plans={ShellWord.Posix(RealPath.Of(start))}");
    }

    // Names that are misspelt come along: they are findings.
    private IEnumerable<FoundFile> Beside(string folder, PlanTree tree)
    {
        var compose = new DirectoryInfo(Path.Combine(folder, ComposeFolder));
        foreach (var file in Named(folder, ApplicationReader.FileName))
        {
            yield return tree.Look(file);
            foreach (var fact in ComposeFiles(compose, tree))
                yield return fact;
        }

        foreach (var file in Named(folder, SeverityFile.FileName))
            yield return tree.Look(file);
    }

    private IEnumerable<FoundFile> SeveritiesAbove(IEnumerable<string> folders) => folders
        .SelectMany(Above)
        .Distinct(StringComparer.Ordinal)
        .SelectMany(folder => Named(folder, SeverityFile.FileName))
        .Select(new PlanTree(workingFolder).Look);

    // The working folder's own file of that name holds options.
    private IEnumerable<string> Above(string folder)
    {
        for (var above = Path.GetDirectoryName(folder); above is not null && above != workingFolder && RealPath.IsInside(above, workingFolder); above = Path.GetDirectoryName(above))
            yield return above;
    }

    private static IEnumerable<FoundFile> ComposeFiles(DirectoryInfo folder, PlanTree tree) =>
        !folder.Exists ? [] : tree.Look(folder.FullName) is { Unopened: not null } link ? [link] : tree.Below(folder.FullName, _ => true);

    private static IEnumerable<string> Named(string folder, string name) =>
        Directory.EnumerateFiles(folder).Where(file => PlanFile.FixedNameOf(Path.GetFileName(file)) == name);

    // Where the compiler looks: in the folder of the project and everywhere above. Nothing of them is ever quoted.
    private IEnumerable<FoundFile> GlobalConfigs()
    {
        for (var folder = new DirectoryInfo(workingFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, GlobalConfig.FileName)))
                yield return new FoundFile(Path.Combine(folder.FullName, GlobalConfig.FileName), null);
        }
    }

    private PlanFile ReadFile(FoundFile file)
    {
        var info = new FileInfo(file.Path);
        // What has no length is not opened: a pipe would wait for ever for somebody to write to it.
        if (file.Unopened is not null || (info.LinkTarget is null ? info : new FileInfo(RealPath.Of(file.Path))).Length == 0)
            return new PlanFile(NameOf(file.Path), string.Empty) { Unopened = file.Unopened };

        using var stream = File.OpenRead(file.Path);
        var bytes = new byte[Math.Min(stream.Length, LargestFile)];
        stream.ReadExactly(bytes);
        // As the compiler reads additional files: a byte-order mark is no part of the text. Bytes that are no UTF-8 become U+FFFD, which the reader refuses with a place.
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return new PlanFile(NameOf(file.Path), reader.ReadToEnd());
    }

    /// <summary>A path as findings name it: relative to the working folder where the file lies below it.</summary>
    public string NameOf(string path)
    {
        var relative = Path.GetRelativePath(workingFolder, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}

/// <summary>What may be a plan or belongs to one, as it was found on the disk.</summary>
/// <param name="Path">The full path, as it was come by.</param>
/// <param name="Unopened">Why it is not opened, as the end of a sentence that begins with the path; null for a file to read.</param>
internal sealed record FoundFile(string Path, Message? Unopened);
