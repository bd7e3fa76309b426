namespace Hopguard.Lab;

/// <summary>
/// A container that sees the folder of all volumes of an engine, and in which shell lines are run: how volumes are filled, looked at and copied. One for all lines, and a user of
/// none of the volumes; a container for each line takes several times as long.
/// </summary>
/// <param name="engine">The engine.</param>
public sealed class VolumeAccess(LabEngine engine) : IAsyncDisposable
{
    /// <summary>Where the lines find the scripts that fill, copy and list.</summary>
    public const string Scripts = "/scripts";

    private readonly Lock _gate = new();
    private Task<string>? _container;

    /// <summary>The folder of a volume, as the lines see it. What a volume with options stands for is not in it: that is there only where the volume is mounted.</summary>
    public static string FolderOf(string volume) => $"/volumes/{volume}/_data";

    /// <summary>Runs a line as root, with the tools of GNU, where all volumes are: in <c>/volumes</c>.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(string line) => await engine.DockerAsync("exec", await ContainerAsync(), "sh", "-euc", line);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_container is { IsCompletedSuccessfully: true })
            await engine.DockerAsync("rm", "--force", await _container);
    }

    private Task<string> ContainerAsync()
    {
        lock (_gate)
            return _container ??= StartAsync();
    }

    private async Task<string> StartAsync()
    {
        var root = await engine.DockerAsync("info", "--format", "{{.DockerRootDir}}");
        // It ends by itself one day where its process was killed.
        return await engine.DockerAsync(
            "run", "--detach", "--rm", "--init", "--label", $"{LabImage.Label}=helper", "--network", "none", "--volume", $"{root}/volumes:/volumes", "--volume", $"{DeploymentVolumes.Scripts}:{Scripts}:ro",
            "--workdir", "/volumes", "--user", "0:0", "--entrypoint", "sleep", "hopguard-lab/base", "6h");
    }
}
