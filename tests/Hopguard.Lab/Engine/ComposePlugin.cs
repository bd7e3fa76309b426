namespace Hopguard.Lab;

/// <summary>Compose v2 as a plug-in of the docker command line: the machine's own, else from the next Debian release, put where only the lab looks.</summary>
static class ComposePlugin
{
    /// <summary>Makes sure that <c>docker compose</c> works.</summary>
    /// <returns>The folder to name in <c>DOCKER_CONFIG</c>, or null where the machine's own compose is used.</returns>
    public static async Task<string?> EnsureAsync(LabFolder folder, Debian debian, Action<string>? say, CancellationToken cancellation)
    {
        var machine = await new LabCommand("docker", "compose", "version", "--short").TryRunAsync(cancellation);
        if (machine.ExitCode == 0)
            return null;

        var configuration = folder.Inside("docker-config");
        var plugin = Path.Combine(configuration, "cli-plugins", "docker-compose");
        if (!File.Exists(plugin))
        {
            if (!LabCommand.Exists("dpkg-deb"))
                throw new LabException("'docker compose' is missing", "install Docker Compose 2.20 or newer");
            say?.Invoke($"fetching docker-compose from Debian {Debian.NextSuite} into '{configuration}', for the lab only");
            var unpacked = await debian.UnpackAsync(Debian.NextSuite, "docker-compose", cancellation);
            Directory.CreateDirectory(Path.GetDirectoryName(plugin)!);
            File.Move(Path.Combine(unpacked, "usr", "libexec", "docker", "cli-plugins", "docker-compose"), plugin, overwrite: true);
            Directory.Delete(unpacked, recursive: true);
        }

        return configuration;
    }
}
