using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Targets;

/// <summary>
/// Every store's volume has the same full name in the target, or compose would make a new, empty one; where another store replaces it, that one is on a volume of its own, which its service
/// mounts.
/// </summary>
internal sealed class VolumesUnchanged : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        foreach (var store in context.Application.Stores.Values.Where(store => store.IsKept).OrderBy(store => store.Name, StringComparer.Ordinal))
        {
            if (!context.Before.Stores.TryGetValue(store.Name, out var found) || found.Volume is null)
                continue;

            var isReplaced = !store.IsIn(context.TargetRelease.Version);
            var problem = !isReplaced ? Changed(store, found.Volume, target.Target) : context.Application.SuccessorOf(store) is { } successor ? Unfit(store, found.Volume, successor, target.Target) : null;
            if (problem is not null)
                yield return problem;
        }
    }

    private static string? Changed(Store store, string volume, ComposeConfiguration target)
    {
        var name = target.PlaceOf(store);
        if (name is null && store.Mount is not null)
            return store.Disposable ? null : $"service '{store.Service}' of the target mounts nothing at '{store.Mount}', where store '{store.Name}' lies in folder '{volume}'";
        if (name is null)
            return store.Disposable ? null : $"the target's compose files have no volume '{store.Volume}', which holds store '{store.Name}'";

        return name == volume ? null : $"store '{store.Name}' is on volume '{volume}', but the target's compose files would use '{name}'";
    }

    private static string? Unfit(Store store, string volume, Store successor, ComposeConfiguration target)
    {
        if (successor.Mount is not null)
            return $"store '{successor.Name}', which is to replace '{store.Name}', lies in a folder of the host, and only a volume can be made for a new store";
        if (successor.Volume is null || target.Volumes.GetValueOrDefault(successor.Volume) is not { } name)
            return $"the target's compose files have no volume '{successor.Volume}', which holds store '{successor.Name}'";
        if (name == volume)
            return $"store '{successor.Name}' is to replace '{store.Name}', but is on the same volume '{volume}'";

        return target.Services.GetValueOrDefault(successor.Service)?.Mounts.Any(mount => mount.Source == name) == true
            ? null
            : $"service '{successor.Service}' of the target does not mount volume '{name}' of store '{successor.Name}'";
    }
}
