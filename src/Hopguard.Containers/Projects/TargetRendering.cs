using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>The target's compose project as compose understands it before it is in place: with the operator's own files, and with the paths it will have then.</summary>
/// <param name="Configuration">The rendered project.</param>
/// <param name="Carried">What goes along from the deployment's folder.</param>
public sealed partial record TargetRendering(ComposeConfiguration Configuration, CarriedFiles Carried)
{
    /// <summary>Renders it: for a hop that brings a source tree as it will be after the switch, else what the deployment's folder holds.</summary>
    /// <exception cref="HopguardException">Compose refuses the files.</exception>
    public static Task<TargetRendering> RenderAsync(ICompose compose, StepContext context, CancellationToken cancellationToken) =>
        UseAsync(compose, context, static (rendering, _) => Task.FromResult(rendering), cancellationToken);

    /// <summary>Renders it, and works with the project while the files are there that it was rendered from.</summary>
    /// <exception cref="HopguardException">Compose refuses the files.</exception>
    public static async Task<T> UseAsync<T>(ICompose compose, StepContext context, Func<TargetRendering, ComposeProject, Task<T>> work, CancellationToken cancellationToken)
    {
        await TaggedTree.PrepareAsync(context, cancellationToken);
        if (!context.IsHop || TargetProject.Fetched(context) is not { } fetched)
            return await UseEditedAsync(compose, context, work, cancellationToken);

        var copies = new HashSet<string>(DeploymentFiles.Of(context, fetched), StringComparer.Ordinal);
        using var preview = new TreePreview(fetched, context.Before.Folder, context.RunId);
        foreach (var copy in copies)
            preview.Show(copy);

        foreach (var (file, text) in RenamedServices.Of(copies, context))
            preview.Write(file, text);

        foreach (var (file, text) in PlannedEdits.Of(context, preview.Folder))
            preview.Write(file, text);

        AddReferences(copies, preview, context);
        var configuration = await ConfigAsync(compose, copies, preview, context, cancellationToken);
        return await work(new TargetRendering(configuration, Judge(configuration, copies, fetched, context)), In(preview, context));
    }

    private static async Task<T> UseEditedAsync<T>(ICompose compose, StepContext context, Func<TargetRendering, ComposeProject, Task<T>> work, CancellationToken cancellationToken)
    {
        var project = context.IsHop ? TargetProject.InPlace(context) : context.Before.Compose();
        if (!context.IsHop || PlannedEdits.Of(context, context.Before.Folder) is not { Count: > 0 } edits)
            return await work(new TargetRendering(await compose.ConfigAsync(project, cancellationToken), CarriedFiles.None), project);

        using var preview = new TreePreview(context.Before.Folder, context.Before.Folder, context.RunId);
        foreach (var (file, text) in edits)
            preview.Write(file, text);

        var edited = In(preview, context);
        return await work(new TargetRendering(await compose.ConfigAsync(edited, cancellationToken), CarriedFiles.None), edited);
    }

    private static ComposeProject In(TreePreview preview, StepContext context) => TargetProject.InPlace(context) with { Folder = preview.Folder, Place = context.Before.Folder };

    // Files that the scan did not see, since a variable stands in their name, are named by compose when it misses them.
    private static async Task<ComposeConfiguration> ConfigAsync(
        ICompose compose, HashSet<string> copies, TreePreview preview, StepContext context, CancellationToken cancellationToken)
    {
        var project = In(preview, context);
        while (true)
        {
            try
            {
                return await compose.ConfigAsync(project, cancellationToken);
            }
            catch (HopguardException missing) when (Named(missing.Message, context.Before.Folder).Any(path => Add(path, copies, preview, context)))
            {
                AddReferences(copies, preview, context);
            }
        }
    }

    private static void AddReferences(HashSet<string> copies, TreePreview preview, StepContext context)
    {
        var hasMore = true;
        while (hasMore)
        {
            hasMore = false;
            foreach (var path in ComposeReferences.Of(preview.Folder, TargetProject.FilesOf(context)))
                hasMore |= Inside(Path.Combine(context.Before.Folder, path), context) is { } relative && Add(relative, copies, preview, context);
        }
    }

    private static bool Add(string relative, HashSet<string> copies, TreePreview preview, StepContext context)
    {
        if (Path.Exists(Path.Combine(preview.Folder, relative)) || !File.Exists(Path.Combine(context.Before.Folder, relative)) || !copies.Add(relative))
            return false;

        preview.Show(relative);
        return true;
    }

    private static CarriedFiles Judge(ComposeConfiguration configuration, HashSet<string> copies, string fetched, StepContext context)
    {
        var (moves, clashes) = (new List<string>(), new List<Clash>());
        var mounted = configuration.HostPaths.Select(path => Inside(path, context)).OfType<string>().Where(path => !copies.Contains(path)).Distinct(StringComparer.Ordinal);
        foreach (var path in mounted.Order(StringComparer.Ordinal).Where(path => !moves.Any(outer => path.StartsWith(outer + "/", StringComparison.Ordinal))))
        {
            var (old, coming) = (Path.Combine(context.Before.Folder, path), Path.Combine(fetched, path));
            if (!TreeContent.Exists(old))
                continue;

            // Folders of data often come with the release as empty ones, or with a file that keeps them in git.
            if (!TreeContent.Exists(coming))
                moves.Add(path);
            else if (TreeContent.FindMore(old, coming) is not { } more)
                continue;
            else if (Directory.Exists(old) && Directory.Exists(coming) && TreeContent.FindMore(coming, old) is null)
                moves.Add(path);
            else
                clashes.Add(new Clash(path, Path.Combine(path, more), IsNamedByOperator(path, copies, context)));
        }

        AddBuilt(configuration, copies, moves, fetched, context);
        return new CarriedFiles([.. copies.Order(StringComparer.Ordinal)], moves, clashes);
    }

    // What the operator builds from and the release does not have: the next hop builds from it as well. A folder that holds a file of which each tree has its own stays where it is.
    private static void AddBuilt(ComposeConfiguration configuration, HashSet<string> copies, List<string> moves, string fetched, StepContext context)
    {
        foreach (var path in TargetBuilds.SourcesOf(configuration, context).Select(path => Inside(path, context)).OfType<string>().Order(StringComparer.Ordinal))
        {
            var isOwn = TreeContent.Exists(Path.Combine(context.Before.Folder, path)) && !TreeContent.Exists(Path.Combine(fetched, path));
            if (!isOwn || moves.Exists(outer => IsIn(path, outer)) || copies.Any(copy => IsIn(copy, path)))
                continue;

            // One move for both: the second would take the place of the first.
            moves.RemoveAll(inner => IsIn(inner, path));
            moves.Add(path);
        }
    }

    private static bool IsIn(string path, string outer) => path == outer || path.StartsWith(outer + "/", StringComparison.Ordinal);

    private static bool IsNamedByOperator(string path, IEnumerable<string> copies, StepContext context) =>
        copies.Where(copy => copy.EndsWith(".yml", StringComparison.Ordinal) || copy.EndsWith(".yaml", StringComparison.Ordinal))
            .Any(copy => File.ReadAllText(Path.Combine(context.Before.Folder, copy)).Contains(path, StringComparison.Ordinal));

    /// <summary>The path relative to the deployment's folder; null when it does not lie in it.</summary>
    private static string? Inside(string path, StepContext context)
    {
        var relative = Path.GetRelativePath(context.Before.Folder, Path.GetFullPath(path));
        return relative == "." || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }

    private static IEnumerable<string> Named(string message, string folder) =>
        from part in PathEnd().Split(message)
        let start = part.IndexOf(folder + "/", StringComparison.Ordinal)
        where start >= 0
        select part[(start + folder.Length + 1)..];

    // What follows a path in compose's errors: "open /srv/app/x.env: no such file", "env file /srv/app/x.env not found", "'/srv/app/x.yml'".
    [GeneratedRegex("""(?:: | not found|["'`;]|$)""")]
    private static partial Regex PathEnd();
}
