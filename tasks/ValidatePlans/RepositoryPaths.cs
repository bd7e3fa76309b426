using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>Names files as those who look at a whole repository name them, wherever in it the program was started.</summary>
internal sealed class RepositoryPaths
{
    private readonly string _prefix;

    private RepositoryPaths(string? root, string workingFolder)
    {
        Root = root;
        var inside = root is null ? "." : Path.GetRelativePath(root, workingFolder).Replace('\\', '/');
        _prefix = inside == "." ? string.Empty : inside + "/";
    }

    /// <summary>The root; null outside of a repository.</summary>
    public string? Root { get; }

    public static RepositoryPaths Of(string workingFolder)
    {
        for (var folder = new DirectoryInfo(workingFolder); folder is not null; folder = folder.Parent)
        {
            // A work tree beside the repository has a file of that name.
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
                return new RepositoryPaths(folder.FullName, workingFolder);
        }

        return new RepositoryPaths(null, workingFolder);
    }

    /// <summary>A path that findings use, relative to the working folder, seen from the root of the repository.</summary>
    public string FromRoot(string path)
    {
        if (!Path.IsPathRooted(path))
            return _prefix + path;

        var relative = Root is null ? ".." : Path.GetRelativePath(Root, path).Replace('\\', '/');
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>The same findings at their places seen from the root of the repository.</summary>
    public ImmutableArray<Finding> FromRoot(IEnumerable<Finding> findings) => [.. findings.Select(finding => finding with
    {
        Place = FromRoot(finding.Place),
        Accepted = finding.Accepted is { } accepted ? accepted with { Place = FromRoot(accepted.Place) } : null,
        Related = [.. finding.Related.Select(related => related with { Place = FromRoot(related.Place) })],
    })];

    private SourcePlace FromRoot(SourcePlace place) => place.Line == 0 ? place : place with { Path = FromRoot(place.Path) };
}
