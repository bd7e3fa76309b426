using System.Globalization;

namespace Hopguard.Lab;

/// <summary>A container that is not of the compose project and uses the deployment's database all the same: a report somebody wrote, a cron job, an open psql.</summary>
public sealed class Intruder : IAsyncDisposable
{
    const string Wait = "until psql -h cvat_db -d cvat -c '' > /dev/null 2>&1; do sleep 0.2; done; ";

    // Idle, so that the server notices at once when it goes; one that sleeps in a query would stay behind.
    const string IdleConnection = Wait + "sleep infinity | psql -h cvat_db -d cvat";

    readonly LabEngine _engine;

    Intruder(LabEngine engine, string container) => (_engine, Container) = (engine, container);

    /// <summary>Its container.</summary>
    public string Container { get; }

    /// <summary>Opens a connection to the database and keeps it.</summary>
    public static Task<Intruder> ConnectAsync(LabDeployment deployment) =>
        StartAsync(deployment, IdleConnection, "EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'intruder')");

    /// <summary>Opens a connection and inserts a row every so often, and connects again when it is thrown out.</summary>
    /// <param name="deployment">Whose database.</param>
    /// <param name="pause">Seconds between two rows.</param>
    public static Task<Intruder> WriteAsync(LabDeployment deployment, double pause = 0.2) =>
        StartAsync(deployment, string.Create(CultureInfo.InvariantCulture, $$"""
            {{Wait}}
            while true; do
                psql -q -h cvat_db -d cvat -c "INSERT INTO engine_jobcommit (scope, timestamp, data) VALUES ('create', now(), '{\"by\": \"intruder\"}')"
                sleep {{pause}}
            done
            """), "EXISTS (SELECT FROM engine_jobcommit WHERE data ->> 'by' = 'intruder')");

    /// <summary>Removes it.</summary>
    public async ValueTask DisposeAsync() => await _engine.DockerAsync("rm", "--force", "--volumes", Container);

    static async Task<Intruder> StartAsync(LabDeployment deployment, string script, string seen)
    {
        var name = $"hopguard-lab-intruder-{Guid.NewGuid():N}";
        await deployment.Engine.DockerAsync(
            "run", "--detach", "--init", "--name", name, "--label", $"{LabImage.Label}=intruder", "--network", $"{deployment.Start.Project}_cvat", "--env", "PGUSER=root", "--env", "PGAPPNAME=intruder",
            "--entrypoint", "bash", LabImage.Postgres15.Tag, "-c", script);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await deployment.SqlAsync($"SELECT {seen}") != "t")
            await Task.Delay(50, limit.Token);
        return new Intruder(deployment.Engine, name);
    }
}
