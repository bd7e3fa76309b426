using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Servers;

/// <summary>Runs the tools of PostgreSQL in containers that see one folder of the run, so that no byte of a dump passes through Hopguard itself.</summary>
/// <param name="engine">The engine.</param>
/// <param name="image">The image whose tools are run.</param>
/// <param name="server">The server they talk to.</param>
/// <param name="network">A network from which it is reached.</param>
/// <param name="folder">The folder they see as <see cref="Folder"/>.</param>
/// <param name="owner">The owner of the containers.</param>
internal sealed class ToolRunner(IContainerEngine engine, string image, PostgreSqlEndpoint server, string network, string folder, ContainerOwner owner)
{
    /// <summary>Where a tool sees the folder.</summary>
    public const string Folder = "/hopguard";

    private const string TokenFile = ".hopguard-token";
    private const string TokenVariable = "HOPGUARD_TOKEN";
    private const string ClusterVariable = "HOPGUARD_CLUSTER";
    private const string DatabaseVariable = "CLUSTER_DATABASE";
    private const string QuestionVariable = "CLUSTER_QUESTION";
    private const int TokenIsMissing = 97;
    private const int ClusterIsAnother = 98;
    private const int LinesShown = 10;
    private readonly Lock _token = new();

    // The token proves that the engine sees this very folder and not one of the same name on another machine. The tools run as root, which may write there whoever
    // owns the folder; what they wrote is then given to its owner, and is for him alone.
    private const string Script = """
        [ "$(cat /hopguard/.hopguard-token 2>/dev/null)" = "$HOPGUARD_TOKEN" ] || exit 97
        [ -z "$HOPGUARD_CLUSTER" ] || [ "$(psql -XAtq -d "$CLUSTER_DATABASE" -c "$CLUSTER_QUESTION")" = "$HOPGUARD_CLUSTER" ] || exit 98
        umask 077
        "$@"
        code=$?
        chown -R "$(stat -c %u:%g /hopguard)" /hopguard
        exit $code
        """;

    /// <summary>More variables for the tools, such as <c>PGOPTIONS</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The system identifier that the server must have; the address of a container may be another's after the engine was restarted.</summary>
    public string Cluster { get; init; } = string.Empty;

    /// <summary>Mounts beside the folder.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>Runs a tool to its end.</summary>
    /// <param name="activity">What it does, for the error: <c>Dump of database 'notes'</c>.</param>
    /// <param name="command">The tool and its arguments; never a secret.</param>
    /// <param name="cancellationToken">Kills and removes the container.</param>
    /// <exception cref="HopguardException">It failed; the message holds its last lines.</exception>
    public async Task<ToolResult> RunAsync(string activity, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var token = WriteToken();
        var result = await engine.RunAsync(
            new ContainerSpec
            {
                Image = image,
                Entrypoint = ["sh", "-c", Script, "hopguard"],
                Command = command,
                Environment = new Dictionary<string, string>(server.ToolEnvironment().Concat(Variables), StringComparer.Ordinal)
                {
                    [TokenVariable] = token,
                    [ClusterVariable] = Cluster,
                    [DatabaseVariable] = ConnectionText.Of(server.Only ?? "template1"),
                    [QuestionVariable] = ServerIdentity.Question(Cluster),
                },
                Mounts = [new ContainerMount("bind", folder, Folder, ReadOnly: false), .. Mounts],
                Network = network,
                User = "0:0",
                Owner = owner,
            },
            null,
            cancellationToken);
        if (result.ExitCode == 0)
            return result;

        throw result.ExitCode switch
        {
            TokenIsMissing => new HopguardException(
                $"The container engine does not see folder '{folder}'", "Run Hopguard on the engine's own host, with the state folder on a disk that the engine can mount"),
            ClusterIsAnother => new HopguardException(
                $"{activity} was not begun: at {server.Host} is not the server of {server.Subject} (cluster {Cluster}) any more: {LastLines(result)}", "Run the same command again: it asks the engine anew where the server is"),
            _ => new HopguardException($"{activity} failed with exit code {result.ExitCode}: {LastLines(result)}"),
        };
    }

    // Tools may begin side by side: they share one token.
    private string WriteToken()
    {
        var path = Path.Combine(folder, TokenFile);
        lock (_token)
        {
            if (!File.Exists(path))
                File.WriteAllText(path, Guid.NewGuid().ToString("N"));

            return File.ReadAllText(path);
        }
    }

    /// <summary>Removes what <see cref="RunAsync"/> itself left in the folder.</summary>
    public void CleanUp() => Engine.Evidence.CleanUp.File(Path.Combine(folder, TokenFile));

    private static string LastLines(ToolResult result)
    {
        var lines = (result.Error.Length > 0 ? result.Error : result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it said nothing" : string.Join("\n", lines.TakeLast(LinesShown));
    }
}
