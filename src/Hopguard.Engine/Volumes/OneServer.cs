using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Volumes;

/// <summary>
/// One server on a store's data at a time. A second one in another container does not see that the first one runs: it takes its files for those of a server that crashed, and both write.
/// </summary>
public static class OneServer
{
    /// <summary>Looks for others before a container is started; one that serves no store, or only plain files, may always be.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="server">The container that is to be started.</param>
    /// <param name="context">The step's.</param>
    /// <param name="cancellationToken">Stops waiting for the engine.</param>
    /// <exception cref="HopguardException">Another container that runs can write to the data of a store that this one serves.</exception>
    public static async Task RequireAsync(IContainerEngine engine, ContainerState server, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in context.Application.Stores.Values.Where(store => store.Service == server.Service && store.Kind != StoreKind.Volume))
        {
            if (context.Before.Stores.GetValueOrDefault(store.Name)?.Volume is not { } volume)
                continue;

            var other = (await engine.ListUsersAsync(volume, cancellationToken)).FirstOrDefault(user => user.Id != server.Id && MayWrite(user, volume));
            if (other is not null)
            {
                throw new HopguardException(
                    $"Container '{other.Name}' runs on the data of store '{store.Name}' in volume '{volume}', so '{server.Name}' is not started: two servers on the same data destroy it",
                    $"Stop container '{other.Name}', then run the same command again")
                { Commands = [$"docker stop {other.Name}"] };
            }
        }
    }

    private static bool MayWrite(ContainerState container, string volume) =>
        container.Mounts.Where(mount => mount.Source == volume).ToList() is not { Count: > 0 } mounts || mounts.Exists(mount => !mount.ReadOnly);
}
