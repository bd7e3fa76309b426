using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>
/// A server of PostgreSQL 15 that no compose project has, on a network of its own, as an operator's other machine would be: the application's database on it belongs to a role that is no superuser, and
/// another one to somebody else.
/// </summary>
internal sealed class OutsideDatabase : IAsyncDisposable
{
    /// <summary>The network that services have to join to reach it.</summary>
    public const string Network = "notes-outside";

    /// <summary>What it is called on that network, which nothing but containers can resolve.</summary>
    public const string Host = "elephant";

    /// <summary>The password of its owner, as the application's settings have it.</summary>
    public const string Password = "not-a-secret # of anybody";

    private const string Taker = "notes-outside-taker";
    private const string Database = "the memory";
    private const string Prepare =
        $"""
        CREATE ROLE keeper LOGIN CREATEDB PASSWORD '{Password}';
        CREATE ROLE neighbour LOGIN;
        CREATE DATABASE "{Database}" OWNER keeper;
        ALTER DATABASE "{Database}" SET work_mem = '5MB';
        CREATE DATABASE other OWNER neighbour;
        """;

    private readonly LabPostgres _server;

    private OutsideDatabase(LabPostgres server) => _server = server;

    /// <summary>Starts it.</summary>
    public static async Task<OutsideDatabase> StartAsync(LabEngine engine)
    {
        await engine.DockerAsync("network", "create", Network);
        var server = new OutsideDatabase(await LabPostgres.StartAsync(engine, 15, "--network", Network, "--network-alias", Host));
        await server._server.SqlAsync(Prepare, "postgres");
        // Who comes from elsewhere needs a password.
        await server._server.SqlAsync("COPY (SELECT 'local all all trust' UNION ALL SELECT 'host all all 127.0.0.1/32 trust' UNION ALL SELECT 'host all all all scram-sha-256') TO '/var/lib/postgresql/data/pg_hba.conf'", "postgres");
        await server._server.SqlAsync("SELECT pg_reload_conf()", "postgres");
        return server;
    }

    /// <summary>
    /// What is written into the file beside the compose file, so that the services work with this server and start none of their own: as vendors write it, without a value, and with a secret that no host has as
    /// a file.
    /// </summary>
    public static string Override { get; } =
        $$"""
        x-server: &elsewhere
          environment:
            PGHOST:
            PGPORT:
            PGDATABASE:
            PGUSER:
            PGPASSWORD: ""
            PGPASSWORD_FILE: /run/secrets/password
          secrets: [password]
        services:
          db: { deploy: { replicas: 0 } }
          server:
            <<: *elsewhere
            networks: [default, outside]
        secrets:
          password: { environment: OUTSIDE_PASSWORD }
        networks:
          outside: { external: true, name: {{Network}} }
        """;

    /// <summary>The values that the override leaves to <c>.env</c> or to the shell.</summary>
    public static IReadOnlyDictionary<string, string?> Values { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["PGHOST"] = Host,
        ["PGDATABASE"] = Database,
        ["PGUSER"] = "keeper",
        ["OUTSIDE_PASSWORD"] = Password,
    };

    /// <summary>What the application's database says to its server's superuser.</summary>
    public Task<string> SqlAsync(string query, string database = Database) => _server.SqlAsync(query, database);

    /// <summary>Has it come back on its network at another address, as after a restart of the engine: somebody else is there first.</summary>
    public async Task MoveAsync()
    {
        await _server.Engine.DockerAsync("network", "disconnect", Network, _server.Container);
        await _server.Engine.DockerAsync("run", "--detach", "--name", Taker, "--network", Network, "--entrypoint", "sleep", LabImage.Postgres15.Tag, "600");
        await _server.Engine.DockerAsync("network", "connect", "--alias", Host, Network, _server.Container);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.Engine.DockerAsync("rm", "--force", "--volumes", Taker);
        await _server.DisposeAsync();
        await _server.Engine.DockerAsync("network", "rm", Network);
    }
}
