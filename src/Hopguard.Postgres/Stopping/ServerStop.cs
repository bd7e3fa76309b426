using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Stopping;

/// <summary>
/// Stops a server as soon as its store was dumped, so that nobody can write to it any more, and proves by its control file that nobody did since the dump began.
/// Neither the engine nor the host starts it again; <see cref="StartAgainAsync"/> does, on the way back.
/// </summary>
internal sealed class ServerStop(IContainerEngine engine, IStoreProbe probe, FingerprintReader fingerprints, StepContext context)
{
    private const string RestartPolicy = "restart policy of the server";
    private const int Rounds = 3;

    // A clean stop writes what is in memory; killed earlier, the server would have to recover when it starts again.
    private static readonly TimeSpan StopTimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Stops the server and gives what is needed to know its cluster again. Where a transaction came in between, the whole content is compared with what was dumped: some
    /// transactions change nothing (the server's own statistics, or one that was rolled back).
    /// </summary>
    /// <exception cref="HopguardException">The store is not what was dumped, or the server cannot be stopped cleanly.</exception>
    public async Task<StoppedServer> StopAsync(ServerContainer server, Fingerprint dumped, TransactionMark mark, IReadOnlyCollection<string> clients, CancellationToken cancellationToken)
    {
        var data = DataFolder.Of(server.Container);
        for (var round = 1; round <= Rounds; round++)
        {
            await HoldAsync(server.Container, cancellationToken);
            var control = await new ControlFileReader(engine).ReadAsync(data, server.Container.ImageId, context.Owner("control"), cancellationToken);
            RequireSameCluster(control, dumped, server, data);
            if (control.IsShutDown && control.NextTransaction == mark.NextTransaction)
                return new StoppedServer(server.Container.ImageId, data, control);

            server = await StartAsync(server, cancellationToken);
            mark = await TransactionMark.TakeAsync(server.Endpoint, context.Clock, cancellationToken);
            await RequireSameContentAsync(server.Endpoint, dumped, clients, cancellationToken);
        }

        throw new HopguardException($"{server.Endpoint.Subject} is written to again and again while it is to be stopped", "Find out who writes to it, then run the same command again");
    }

    /// <summary>Stops the server, and keeps engine and host from starting it again.</summary>
    public async Task HoldAsync(ContainerState container, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(RestartPolicy) is null)
            context.Memory.Remember(RestartPolicy, container.RestartPolicy);

        await engine.SetRestartPolicyAsync(container.Name, "no", cancellationToken);
        await engine.StopAsync(container.Name, StopTimeLimit, cancellationToken);
    }

    /// <summary>Starts a server again that an earlier attempt stopped or was about to stop; one that was not stopped by it is left as it is.</summary>
    /// <param name="container">The server's container.</param>
    /// <param name="wasStoppedBefore">Whether an earlier dump of the same store stopped it.</param>
    /// <param name="cancellationToken">Ends the wait for its answer.</param>
    public async Task WakeAsync(string container, bool wasStoppedBefore, CancellationToken cancellationToken)
    {
        if (!wasStoppedBefore && context.Memory.Recall(RestartPolicy) is null || await engine.FindContainerAsync(container, cancellationToken) is not { IsAlive: false } server)
            return;

        await OneServer.StartAsync(engine, server, policy: null, context, cancellationToken);
        await probe.WaitUntilReadyAsync(container, context.Options.StartupTimeout, context.Progress, cancellationToken);
    }

    /// <summary>Starts the server, whoever stopped it, and gives it the restart policy that it had.</summary>
    public async Task StartAgainAsync(string container, CancellationToken cancellationToken)
    {
        var policy = context.Memory.Recall(RestartPolicy);
        if (await engine.FindContainerAsync(container, cancellationToken) is not { } server)
            return;

        if (!server.IsAlive)
            await OneServer.StartAsync(engine, server, policy, context, cancellationToken);
        else if (policy is not null && server.RestartPolicy != policy)
            await engine.SetRestartPolicyAsync(container, policy, cancellationToken);
    }

    private async Task<ServerContainer> StartAsync(ServerContainer server, CancellationToken cancellationToken)
    {
        await OneServer.StartAsync(engine, server.Container, policy: null, context, cancellationToken);
        await probe.WaitUntilReadyAsync(server.Container.Name, context.Options.StartupTimeout, context.Progress, cancellationToken);
        return await ServerContainer.FindAsync(engine, server.Container.Name, server.Endpoint.Subject, cancellationToken);
    }

    private async Task RequireSameContentAsync(PostgreSqlEndpoint endpoint, Fingerprint dumped, IReadOnlyCollection<string> clients, CancellationToken cancellationToken)
    {
        context.Log($"a transaction ran on {endpoint.Subject} after it was dumped; its content is compared");
        var now = await fingerprints.ReadAsync(endpoint, context.Progress, cancellationToken);
        var differences = FingerprintComparison.Compare(dumped, now);
        if (differences.Count == 0)
            return;

        var who = clients.Count == 0 ? "by a connection that was too short to be seen" : $"and connected meanwhile were {string.Join(", ", clients)}";
        throw new HopguardException(
            $"{endpoint.Subject} was written to after its dump began, {who}: {Difference.First(differences)}",
            $"End the connection that writes to {endpoint.Subject} and run the same command again: it takes the copy anew, with what was written");
    }

    // The addresses of containers change hands when an engine restarts; the files do not.
    private static void RequireSameCluster(ControlFile control, Fingerprint dumped, ServerContainer server, DataFolder data)
    {
        if (control.SystemIdentifier != dumped.Server.SystemIdentifier)
        {
            throw new HopguardException(
                $"The server that was dumped (cluster {dumped.Server.SystemIdentifier}) is not that of container '{server.Container.Name}' (cluster {control.SystemIdentifier} in '{data.Source}')",
                "Run the same command again: it asks the engine anew where the server is");
        }
    }
}
