using System.Globalization;
using System.IO.Compression;
using Hopguard.Lab;

namespace Hopguard.Bench.Outage;

/// <summary>
/// The vendor's guide, command by command, as a careful operator would type it: the source is fetched and its images are there before anything is stopped, who writes
/// is stopped before the dump, and the new database is asked until it answers.
/// </summary>
internal sealed class GuideUpgrade(LabDeployment deployment, Action<string> say)
{
    private static readonly string[] DeploymentFiles = [".env", "docker-compose.override.yml"];

    /// <summary>Fetches the new source; the old version still serves.</summary>
    public void Prepare() => ZipFile.ExtractToDirectory(deployment.Archive.Path, deployment.Folder);

    /// <summary>Upgrades.</summary>
    public async Task RunAsync()
    {
        var dump = Path.Combine(deployment.Folder, "cvat.db.dump");
        await DoAsync("stop", deployment.StopWritersAsync());
        await DoAsync("dump", ShellAsync($"docker exec cvat_db pg_dumpall > '{dump}'"));
        await DoAsync("down", deployment.ComposeAsync("down"));
        SwitchSource();
        await DoAsync("volume rm", deployment.Engine.DockerAsync("volume", "rm", "cvat_cvat_db"));
        await DoAsync("up of the database", deployment.ComposeAsync("up", "--detach", "cvat_db"));
        await DoAsync("its first answer", ShellAsync("until docker exec cvat_db psql -q -h 127.0.0.1 -d postgres -c 'SELECT 1' > /dev/null 2>&1; do sleep 0.1; done"));
        await DoAsync("restore", ShellAsync($"docker exec -i cvat_db psql -q -d postgres < '{dump}' > /dev/null 2>&1"));
        await DoAsync("up", deployment.ComposeAsync("up", "--detach"));
    }

    private void SwitchSource()
    {
        var kept = Path.Combine(deployment.Folder, "cvat_220");
        Directory.Move(deployment.Source, kept);
        Directory.Move(Path.Combine(deployment.Folder, "cvat-2.3.0"), deployment.Source);
        foreach (var file in DeploymentFiles.Where(file => File.Exists(Path.Combine(kept, file)) && !File.Exists(Path.Combine(deployment.Source, file))))
            File.Copy(Path.Combine(kept, file), Path.Combine(deployment.Source, file));

        Directory.Move(Path.Combine(kept, LabDeployment.Share), Path.Combine(deployment.Source, LabDeployment.Share));
    }

    private async Task DoAsync(string what, Task work)
    {
        var began = TimeProvider.System.GetTimestamp();
        await work;
        say(string.Create(CultureInfo.InvariantCulture, $"guide: {what} took {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s"));
    }

    // A shell, for the redirections of the guide.
    private Task<string> ShellAsync(string line) => (new LabCommand("bash", "-c", line) with { Environment = deployment.Environment, Folder = deployment.Source }).RunAsync();
}
