using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Postgres.Stopping;

/// <summary>Reads <c>global/pg_control</c> of a cluster from where its data lies, without any server.</summary>
internal sealed class ControlFileReader(IContainerEngine engine)
{
    private const string Mounted = "/hopguard";

    // Standard output is text to the engine's log drivers, so the bytes pass as numbers.
    private const string Script = """od -A n -v -t x1 -N "$2" "$1/global/pg_control" """;

    /// <summary>Reads it with the shell of an image that the engine has.</summary>
    /// <exception cref="HopguardException">There is no cluster in that place.</exception>
    public async Task<ControlFile> ReadAsync(DataFolder place, string image, ContainerOwner owner, CancellationToken cancellationToken)
    {
        var result = await engine.RunAsync(
            new ContainerSpec
            {
                Image = image,
                Entrypoint = ["sh", "-c", Script, "sh"],
                Command = [$"{Mounted}/{place.Path}".TrimEnd('/'), $"{ControlFile.Length}"],
                User = "0:0",
                Network = ContainerSpec.NoNetwork,
                Owner = owner,
                Mounts = [new ContainerMount(place.Kind, place.Source, Mounted, ReadOnly: true)],
            },
            null,
            cancellationToken);
        var bytes = result.Output.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(text => Convert.ToByte(text, 16)).ToArray();
        return result.ExitCode == 0 && bytes.Length > 0
            ? ControlFile.Parse(bytes)
            : throw new HopguardException($"Volume '{place.Source}' holds no cluster of PostgreSQL that could be read: {result.Error.Trim()}", "Look at what it holds, then start over");
    }
}
