using System.Globalization;

namespace Hopguard.Lab;

/// <summary>A PostgreSQL server by itself, as the compose file of CVAT would start one: user <c>root</c>, database <c>cvat</c>, trust. Gone with its volume when disposed.</summary>
public sealed class LabPostgres : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    LabPostgres(LabEngine engine, string name) => (Engine, Container) = (engine, name);

    /// <summary>The engine it runs on.</summary>
    public LabEngine Engine { get; }

    /// <summary>Name of its container, and of the volume that holds its data.</summary>
    public string Container { get; }

    /// <summary>Starts a server of a major version, 10 or 15, and waits until it answers over TCP.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="major">10 or 15.</param>
    /// <param name="arguments">More arguments of <c>docker run</c>, such as <c>--tmpfs</c> or <c>-e</c>.</param>
    public static async Task<LabPostgres> StartAsync(LabEngine engine, int major, params string[] arguments)
    {
        var image = major == 10 ? LabImage.Postgres10 : LabImage.Postgres15;
        await ImageBuilder.EnsureAsync(engine, [image]);
        var server = new LabPostgres(engine, string.Create(CultureInfo.InvariantCulture, $"hopguard-lab-pg{major}-{Guid.NewGuid():N}"));
        await engine.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=postgres", server.Container);
        await engine.DockerAsync([
            "run", "--detach", "--name", server.Container, "--label", $"{LabImage.Label}=postgres", "--volume", $"{server.Container}:/var/lib/postgresql/data",
            "--env", "POSTGRES_USER=root", "--env", "POSTGRES_DB=cvat", "--env", "POSTGRES_HOST_AUTH_METHOD=trust", .. arguments, image.Tag]);
        await server.AwaitAsync();
        return server;
    }

    /// <summary>Waits until the server answers over TCP: on the socket, the temporary server of a first start would answer too.</summary>
    public async Task AwaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while ((await Psql("cvat", "SELECT 1").TryRunAsync(limit.Token)).ExitCode != 0)
            await Task.Delay(Pause, limit.Token);
    }

    /// <summary>Runs statements with the server's own <c>psql</c>, stopping at the first error.</summary>
    /// <returns>What it printed: rows as lines, columns parted by <c>|</c>.</returns>
    public Task<string> SqlAsync(string sql, string database = "cvat") => Psql(database, sql).RunAsync();

    /// <summary>What a database holds, told by SQL of the lab's own: kind and name of each thing, and what must be equal about it.</summary>
    public Task<IReadOnlyDictionary<string, string>> CensusAsync(string database = "cvat") => Census.TakeAsync(sql => SqlAsync(sql, database));

    /// <summary>The server's address inside the engine's network, which this machine reaches directly.</summary>
    public Task<string> AddressAsync() => Engine.DockerAsync("inspect", "--format", "{{.NetworkSettings.IPAddress}}", Container);

    /// <summary>Removes the container and its volume.</summary>
    public async ValueTask DisposeAsync()
    {
        await Engine.DockerAsync("rm", "--force", "--volumes", Container);
        await Engine.DockerAsync("volume", "rm", "--force", Container);
    }

    LabCommand Psql(string database, string sql) =>
        Engine.Command("exec", "--interactive", Container, "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "-v", "ON_ERROR_STOP=1",
            "--host", "127.0.0.1", "--username", "root", "--dbname", database) with
        { Input = sql };
}
