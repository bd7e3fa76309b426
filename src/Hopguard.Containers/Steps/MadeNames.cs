using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Steps;

/// <summary>
/// The names of containers and volumes that a run makes and that stay. Each holds what it is for: two trials, or two steps that put something aside, never meet
/// in one container or volume, whatever stores they work for.
/// </summary>
public static class MadeNames
{
    /// <summary>The server of a trial.</summary>
    public static string TrialContainer(StepContext context, string store, string trial) => Of(context.Before.Project, "trial", store, trial, context);

    /// <summary>The volume of a trial, named after the store's.</summary>
    public static string TrialVolume(StepContext context, string store, string trial) => Of(OwnerOf(PlaceOf(context, store), store, context), "trial", store, trial, context);

    /// <summary>The server that a rollback restores a copy into.</summary>
    public static string RollbackContainer(StepContext context, string store, string copy) => Of(context.Before.Project, "rollback", store, copy, context);

    /// <summary>The volume of that server, named after the store's.</summary>
    public static string RollbackVolume(StepContext context, string store, string copy) => Of(OwnerOf(VolumeOf(context, store), store, context), "rollback", store, copy, context);

    /// <summary>Where a step puts a store's data aside.</summary>
    public static string Retired(StepContext context, string store, string step) => Of(OwnerOf(VolumeOf(context, store), store, context), "retired", store, step, context);

    /// <summary>Where the undoing of a step keeps what the version that is left wrote into a store.</summary>
    /// <param name="context">The run.</param>
    /// <param name="store">The store.</param>
    /// <param name="step">The step.</param>
    /// <param name="volume">The store's volume, where the version that was found does not have the store.</param>
    public static string Abandoned(StepContext context, string store, string step, string? volume = null) => Of(OwnerOf(volume ?? VolumeOf(context, store), store, context), "abandoned", store, step, context);

    /// <summary>The volume of a store, or the folder of the host.</summary>
    /// <exception cref="HopguardException">It is in neither.</exception>
    public static string VolumeOf(StepContext context, string store) =>
        context.Before.Store(store).Volume ?? throw new HopguardException($"Store '{store}' is in no volume", "Use a plan that does not copy or replace it");

    /// <summary>What volumes that are made for a store are named after and lie beside: its volume or folder, and of one in an external database what it would be called.</summary>
    public static string PlaceOf(StepContext context, string store) => context.Before.Store(store).External is null ? VolumeOf(context, store) : $"{context.Before.Project}_{store}";

    // A path is no name for a volume.
    private static string OwnerOf(string place, string store, StepContext context) => ContainerMount.IsFolder(place) ? $"{context.Before.Project}_{store}" : place;

    private static string Of(string owner, string role, string store, string by, StepContext context) => $"{owner}-{role}-{store}-{by}-{context.RunId}";
}
