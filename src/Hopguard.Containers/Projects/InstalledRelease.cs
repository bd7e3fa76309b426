using Hopguard.Engine.Evidence;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>
/// The installed release's own files, as far as something on this machine still has them: the release's tag in the git checkout that the deployment runs from, the source that an earlier
/// run fetched for it, or its archive in the folder that the operator names as the source.
/// </summary>
public static class InstalledRelease
{
    /// <summary>The release's own text of each of these files; null when it is not known of one of them.</summary>
    /// <param name="context">The run.</param>
    /// <param name="files">Paths relative to the deployment's folder.</param>
    /// <param name="cancellationToken">Stops waiting for git.</param>
    public static async Task<IReadOnlyDictionary<string, string>?> FindAsync(StepContext context, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (Earlier(context) is { } earlier && files.All(file => File.Exists(Path.Combine(earlier, file))))
            return files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(earlier, file)), StringComparer.Ordinal);

        if (SourceFolder.Of(context.Options.Source)?.FindWhole(context.Before.Version) is { } archive)
            return await UnpackedAsync(archive, files, context, cancellationToken);

        var folder = context.Before.Folder;
        if (await ReferenceAsync(context, cancellationToken) is not { } reference)
            return null;

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (await GitAsync(folder, ["show", "--no-textconv", $"{reference}:./{file}"], cancellationToken) is not { } text)
                return null;

            texts[file] = text;
        }

        return texts;
    }

    private static async Task<IReadOnlyDictionary<string, string>?> UnpackedAsync(string archive, IReadOnlyList<string> files, StepContext context, CancellationToken cancellationToken)
    {
        var tree = Path.Combine(context.Folder.Path, "installed-release");
        try
        {
            await new SourceArchive().UnpackAsync(archive, tree, archive, cancellationToken);
            return files.All(file => File.Exists(Path.Combine(tree, file))) ? files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(tree, file)), StringComparer.Ordinal) : null;
        }
        finally
        {
            CleanUp.Folder(tree);
        }
    }

    // The run that brought the tree left its name in it.
    private static string? Earlier(StepContext context)
    {
        var mark = Path.Combine(context.Before.Folder, SourceMark.FileName);
        if (!File.Exists(mark) || File.ReadAllText(mark).Trim() is not { Length: > 0 } run || run.Contains('/', StringComparison.Ordinal))
            return null;

        var sources = Path.Combine(Path.GetDirectoryName(context.Folder.Path)!, run, "sources");
        return Directory.Exists(sources) && Directory.GetDirectories(sources) is [var only] ? only : null;
    }

    // A tag of the version alone: what HEAD holds may be commits of the operator's, whose edits would then be taken for the release.
    private static async Task<string?> ReferenceAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (!Path.Exists(Path.Combine(context.Before.Folder, ".git")))
            return null;

        foreach (var reference in new[] { $"v{context.Before.Version}", context.Before.Version })
        {
            if (await GitAsync(context.Before.Folder, ["rev-parse", "--verify", "--quiet", $"refs/tags/{reference}^{{commit}}"], cancellationToken) is { } commit)
                return commit.Trim();
        }

        return null;
    }

    private static async Task<string?> GitAsync(string folder, string[] arguments, CancellationToken cancellationToken) =>
        await Git.RunAsync(folder, arguments, cancellationToken) is { IsDone: true } answer ? answer.Output : null;
}
