using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Volumes;

/// <summary>
/// One server on a store's data at a time. A second one in another container does not see that the first one runs: it takes its files for those of a server that crashed, and both write.
/// </summary>
public static class OneServer
{
    /// <summary>Starts a container that is stopped; one that serves a store only where nobody else runs on its data.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="server">The container.</param>
    /// <param name="policy">The restart policy that it gets; null where it keeps its own. Not before the look: the engine would start it by that.</param>
    /// <param name="context">The step's.</param>
    /// <param name="cancellationToken">Stops waiting for the engine.</param>
    /// <exception cref="HopguardException">Another container that runs can write to the data of a store that this one serves.</exception>
    public static async Task StartAsync(IContainerEngine engine, ContainerState server, string? policy, StepContext context, CancellationToken cancellationToken)
    {
        await RequireAsync(engine, server, context, cancellationToken);
        if (policy is not null && server.RestartPolicy != policy)
            await engine.SetRestartPolicyAsync(server.Id, policy, cancellationToken);

        await engine.StartAsync(server.Id, cancellationToken);
    }

    private static async Task RequireAsync(IContainerEngine engine, ContainerState server, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in context.Application.Stores.Values.Where(store => store.Service == server.Service && store.Kind != StoreKind.Volume))
        {
            if (context.Before.Stores.GetValueOrDefault(store.Name)?.Volume is not { } volume)
                continue;

            var other = (await engine.ListUsersAsync(volume, cancellationToken)).FirstOrDefault(user => user.Id != server.Id && user.MayWriteTo(volume));
            if (other is not null)
            {
                throw new HopguardException(
                    $"Container '{other.Name}' runs on the data of store '{store.Name}' in volume '{volume}', so '{server.Name}' is not started: two servers on the same data destroy it",
                    $"Stop container '{other.Name}', then run the same command again")
                { Commands = [$"docker stop {other.Name}"], AfterRollback = VolumeUsers.AfterRollback(other.Name) };
            }
        }
    }
}
