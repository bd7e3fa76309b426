using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>Every file of a set that says what findings weigh.</summary>
internal sealed class SeveritySettings
{
    private readonly ImmutableArray<OfFolder> _outermostFirst;
    private readonly SeverityOverrides _everywhere;

    private SeveritySettings(ImmutableArray<OfFolder> outermostFirst, SeverityOverrides everywhere, ImmutableArray<Finding> findings) =>
        (_outermostFirst, _everywhere, Findings) = (outermostFirst, everywhere, findings);

    /// <summary>What is wrong with the files.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Whether a file is one of these, and no plan.</summary>
    public static bool Holds(PlanFile file) => file.Name is SeverityFile.FileName or GlobalConfig.FileName;

    /// <summary>Reads those that are among the files.</summary>
    public static SeveritySettings Read(IReadOnlyCollection<PlanFile> files)
    {
        var read = files.Where(file => file.Name == SeverityFile.FileName)
            .Select(file => new OfFolder(FolderOf(file.Path), SeverityFile.Read(file)))
            .OrderBy(file => file.Folder.Length)
            .ToImmutableArray();
        return new SeveritySettings(
            read,
            GlobalConfig.Read(files.Where(file => file.Name == GlobalConfig.FileName)),
            [.. read.SelectMany(file => file.Read.Findings)]);
    }

    /// <summary>What counts for the files of a folder: a nearer file before a farther one, and the compiler's before both, as the compiler would have it.</summary>
    /// <param name="path">A file in the folder.</param>
    public SeverityOverrides For(string path)
    {
        var folder = FolderOf(path);
        return _everywhere.Over(_outermostFirst
            .Where(file => folder.StartsWith(file.Folder, StringComparison.Ordinal))
            .Aggregate(SeverityOverrides.None, (outer, inner) => inner.Read.Value!.Over(outer)));
    }

    private static string FolderOf(string path)
    {
        var normal = ComposeFiles.Normal(path);
        return normal.Substring(0, normal.LastIndexOf('/') + 1);
    }

    private sealed record OfFolder(string Folder, ReadResult<SeverityOverrides> Read);
}
