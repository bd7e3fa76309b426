using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Postgres.Servers;

/// <summary>The database service as the version that the plan leads to would start it.</summary>
/// <param name="Image">Its image.</param>
/// <param name="Environment">Its environment; may hold secrets.</param>
/// <param name="Place">The volume or the folder of the host that holds the store.</param>
/// <param name="MountPath">Where it mounts that.</param>
internal sealed record TargetServer(string Image, IReadOnlyDictionary<string, string> Environment, string Place, string MountPath)
{
    /// <summary>For a hop what the fetched source tree's compose files say, for a procedure what runs.</summary>
    public static Task<TargetServer> FindAsync(IContainerEngine engine, ICompose compose, string store, StepContext context, CancellationToken cancellationToken) =>
        context.IsHop ? RenderAsync(compose, store, context, cancellationToken) : LookAtAsync(engine, context.Before.Store(store), cancellationToken);

    /// <summary>Null where the engine has its image.</summary>
    public async Task<StepOutcome.Failed?> FindMissingImageAsync(IContainerEngine engine, string store, CancellationToken cancellationToken) =>
        await engine.FindImageAsync(Image, cancellationToken) is null
            ? new StepOutcome.Failed($"Image '{Image}' of store '{store}' is not on the engine", $"docker pull {Image}")
            : null;

    private static async Task<TargetServer> RenderAsync(ICompose compose, string store, StepContext context, CancellationToken cancellationToken)
    {
        var name = context.Application.Stores[store].Service;
        var rendered = (await TargetRendering.RenderAsync(compose, context, cancellationToken)).Configuration;
        if (!rendered.Services.TryGetValue(name, out var service))
            throw new HopguardException($"Service '{name}' of store '{store}' is not in the compose files of the target version");

        var volume = TargetVolumes.Of(store, rendered, context);
        var mount = service.Mounts.FirstOrDefault(mount => volume is not null && mount.Holds(volume))
            ?? throw new HopguardException($"Service '{name}' of the target version does not mount volume '{volume}' of store '{store}'", "Check the target's compose files");
        return new TargetServer(service.Image, SecretFiles.Resolve(service.Environment, service.Mounts, TargetFiles.Of(context).Locate), volume!, mount.Target);
    }

    private static HopguardException OnNoVolume(StoreSnapshot store) => new($"Container '{store.Container}' keeps its data on no volume");

    private static async Task<TargetServer> LookAtAsync(IContainerEngine engine, StoreSnapshot store, CancellationToken cancellationToken)
    {
        var container = await engine.FindContainerAsync(store.Container, cancellationToken)
            ?? throw new HopguardException($"Container '{store.Container}' is not there any more");
        return new TargetServer(container.Image, SecretFiles.Resolve(container.Environment, container.Mounts), store.Volume ?? throw OnNoVolume(store), store.MountPath ?? throw OnNoVolume(store));
    }
}
