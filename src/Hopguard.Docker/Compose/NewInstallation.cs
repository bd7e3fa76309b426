using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using ComposeProject = Hopguard.Containers.Ports.ComposeProject;

namespace Hopguard.Docker.Compose;

/// <summary>Makes a deployment from its compose files on an engine that has nothing of it, as a host has it that was set up anew.</summary>
internal sealed class NewInstallation(IContainerEngine engine, ICompose compose, TimeProvider clock, Func<string, Task<VersionReading>> readVersion)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="IDeployment.InstallWhereNothingIsAsync"/>
    public async Task<bool> MakeAsync(Application application, RunOptions options, DeploymentSnapshot like, CancellationToken cancellationToken)
    {
        var name = options.Project ?? like.Project;
        var containers = await engine.ListContainersAsync(ComposeLabels.Of(null), cancellationToken);
        if (containers.Any(container => container.Project == name || (ComposeLabels.FolderOf(container) is { } folder && RealPath.Of(folder) == options.DeploymentFolder)))
            return false;

        var project = new ComposeProject(name, options.DeploymentFolder, FilesOf(application, options, like));
        var configuration = await compose.ConfigAsync(project, cancellationToken);
        await RequireNoVolumesAsync(project, configuration, cancellationToken);
        foreach (var image in configuration.Services.Values.Select(service => service.Image).Distinct(StringComparer.Ordinal))
        {
            if (await engine.FindImageAsync(image, cancellationToken) is null)
                await engine.PullImageAsync(image, new Silence(), cancellationToken);
        }

        await compose.UpAsync(project, [.. configuration.Services.Keys.Order(StringComparer.Ordinal)], start: true, withDependencies: true, cancellationToken);
        await WaitAsync(project, options, cancellationToken);
        return true;
    }

    private static IReadOnlyList<string> FilesOf(Application application, RunOptions options, DeploymentSnapshot like)
    {
        if (options.ComposeFiles is { Count: > 0 } chosen)
            return chosen;

        var files = like.ComposeFiles.Count > 0 ? like.ComposeFiles : application.ComposeFiles;
        return files.FirstOrDefault(file => !File.Exists(Path.Combine(options.DeploymentFolder, file))) is not { } missing
            ? files
            : throw new HopguardException(
                $"Nothing of project '{like.Project}' is on this engine, and compose file '{missing}', with which the backup was made, is not in '{options.DeploymentFolder}': put the compose files of its version there, or name others with --compose-files; nothing was changed");
    }

    // Data without containers is not nothing: it is a deployment that was taken down.
    private async Task RequireNoVolumesAsync(ComposeProject project, ComposeConfiguration configuration, CancellationToken cancellationToken)
    {
        foreach (var volume in configuration.Volumes.Values.Order(StringComparer.Ordinal))
        {
            if (await engine.FindVolumeAsync(volume, cancellationToken) is not null)
                throw new HopguardException(
                    $"Project '{project.Name}' has no containers, but volume '{volume}' is there and may hold its data: start the deployment first, so that its version can be read and its data be put aside, with {UpCommand(project)}");
        }
    }

    private async Task WaitAsync(ComposeProject project, RunOptions options, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (await readVersion(project.Name) is { Version: null } reading)
        {
            if (clock.GetElapsedTime(began) > options.StartupTimeout)
                throw new HopguardException($"Project '{project.Name}' was made from its compose files, but its version is not known: {reading.Trouble}");

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static string UpCommand(ComposeProject project) =>
        $"docker compose --project-name {ShellWord.Posix(project.Name)} --project-directory {ShellWord.Posix(project.Folder)} {string.Join(' ', project.Files.Select(file => $"--file {ShellWord.Posix(Path.Combine(project.Folder, file))}"))} up --detach";

    private sealed class Silence : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
        }
    }
}
