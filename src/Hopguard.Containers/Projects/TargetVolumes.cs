using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>Which volumes hold stores in the version that a plan leads to.</summary>
public static class TargetVolumes
{
    /// <summary>
    /// The full name of the volume, or the folder of the host, in which a store's data is in the target: its own, or that of the store which replaces it, as the target's compose files call it. Null where the
    /// target's files have none.
    /// </summary>
    /// <param name="store">A store of the version that runs, or of the target.</param>
    /// <param name="target">The target, rendered.</param>
    /// <param name="context">The run.</param>
    public static string? Of(string store, ComposeConfiguration target, StepContext context)
    {
        var declared = context.Application.Stores[store];
        var holder = context.IsHop && !declared.IsIn(context.TargetRelease.Version) ? context.Application.SuccessorOf(declared) ?? declared : declared;
        return context.Before.Stores.TryGetValue(holder.Name, out var found) ? found.Volume : target.PlaceOf(holder);
    }
}
