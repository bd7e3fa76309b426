using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;

namespace Hopguard.Docker.Compose;

/// <summary>Finds the compose project that runs from the operator's folder, and the files it was started with, by the labels on its containers.</summary>
internal sealed class ProjectLookup(IContainerEngine engine)
{
    /// <summary>The project's containers, without those of <c>docker compose run</c>.</summary>
    /// <exception cref="HopguardException">No project runs from the folder, or several do.</exception>
    public async Task<IReadOnlyList<ContainerState>> FindAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(ComposeLabels.Of(options.Project), cancellationToken);
        var services = containers.Where(container => !ComposeLabels.IsOneOff(container)).ToList();
        if (options.Project is null)
            services = RunningFrom(options.DeploymentFolder, services);
        else
            RequireFrom(options.DeploymentFolder, options.Project, services);

        var projects = services.Select(container => container.Project!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return projects.Count <= 1
            ? services
            : throw new HopguardException($"Several projects run from '{options.DeploymentFolder}': {string.Join(", ", projects)}", "Name one with --project");
    }

    /// <summary>The compose files, relative to the folder where they lie in it.</summary>
    public static IReadOnlyList<string> FilesOf(IReadOnlyList<ContainerState> containers, RunOptions options)
    {
        if (options.ComposeFiles is { Count: > 0 } chosen)
            return chosen;

        // Containers that an overlay did not change keep the label of an earlier 'up', so a difference is not wrong, but it is not an answer either.
        var sets = containers.Select(ComposeLabels.FilesOf).Where(files => files.Count > 0)
            .Select(files => string.Join(',', files.Select(file => Relative(file, options.DeploymentFolder)))).Distinct(StringComparer.Ordinal).ToList();
        return sets.Count switch
        {
            1 => sets[0].Split(','),
            0 => throw new HopguardException(
                $"The containers of '{options.DeploymentFolder}' do not say which compose files they were started with", "Name them with --compose-files"),
            _ => throw new HopguardException(
                $"The containers of '{options.DeploymentFolder}' were started with different compose files: {string.Join(" and ", sets.Order(StringComparer.Ordinal))}",
                "Name the files that hold now with --compose-files"),
        };
    }

    // Containers of an old compose do not say where they were started; all others must not contradict.
    private static void RequireFrom(string folder, string project, List<ContainerState> containers)
    {
        if (containers.Count == 0)
            throw new HopguardException($"Project '{project}' has no containers on this engine", "Compare the name with 'docker compose ls --all'");

        var folders = containers.Select(ComposeLabels.FolderOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (folders.Count > 0 && !folders.Any(from => RealPath.Of(from) == RealPath.Of(folder)))
        {
            throw new HopguardException(
                $"Project '{project}' does not run from '{folder}', but from '{string.Join("' and '", folders)}'", $"Give --deployment={ShellWord.Posix(folders[0])}, or leave --project out");
        }
    }

    private static List<ContainerState> RunningFrom(string folder, List<ContainerState> containers)
    {
        var wanted = RealPath.Of(folder);
        var found = containers.Where(container => ComposeLabels.FolderOf(container) is { } from && RealPath.Of(from) == wanted).ToList();
        if (found.Count > 0)
            return found;

        var others = containers.Select(ComposeLabels.FolderOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        throw new HopguardException(
            $"No compose project runs from '{folder}'" + (others.Count == 0 ? string.Empty : $"; projects run from {string.Join(", ", others)}"),
            "Start the deployment, or name its folder with --deployment or its project with --project");
    }

    /// <summary>A compose file as its folder names it; one that lies elsewhere by its whole path.</summary>
    public static string Relative(string file, string folder)
    {
        if (!Path.IsPathRooted(file))
            return file;

        var relative = Path.GetRelativePath(RealPath.Of(folder), RealPath.Of(Path.GetDirectoryName(file)!));
        if (relative == ".")
            return Path.GetFileName(file);

        var isOutside = relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative);
        return isOutside ? file : Path.Combine(relative, Path.GetFileName(file));
    }
}
