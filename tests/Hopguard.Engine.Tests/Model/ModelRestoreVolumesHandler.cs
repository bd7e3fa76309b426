using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Replaces what volumes hold by what a copy holds, under the names and in the order of the real one.</summary>
internal sealed class ModelRestoreVolumesHandler(ModelWorld world, IContainerEngine engine) : StepHandler<RestoreVolumes>
{
    protected override async Task<StepOutcome.Failed?> GuardAsync(RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        if (copy.Verification is null)
            return new StepOutcome.Failed($"Copy '{copy.Name}' was not verified");

        foreach (var store in copy.Stores)
        {
            if ((await engine.ListContainersMountingAsync(MadeNames.VolumeOf(context, store), cancellationToken)).FirstOrDefault(container => container.IsAlive) is { } user)
                return new StepOutcome.Failed($"Volume of store '{store}' is in use by {user.Name}");
        }

        return null;
    }

    protected override async Task<StepOutcome> ExecuteAsync(RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        foreach (var store in copy.Stores.Where(store => context.Memory.Recall("compared " + store) is null))
        {
            var fresh = MadeNames.TrialVolume(context, store, step.Id);
            await engine.CreateVolumeAsync(fresh, context.Owner("restored").Labels, cancellationToken);
            world.Put(fresh, ModelCopies.Of(copy, store));
            context.Memory.Remember("compared " + store, "yes");
        }

        foreach (var store in copy.Stores.Where(store => context.Memory.Recall("moved in " + store) is null))
            await SwapAsync(store, step, context, cancellationToken);

        return new StepOutcome.Done("restored");
    }

    protected override async Task<string> UndoAsync(RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var store in context.Evidence.HasCopy(step.Copy) ? context.Evidence.Copy(step.Copy).Stores.Reverse() : [])
            await ReturnAsync(store, step, context, cancellationToken);

        return "back";
    }

    private async Task SwapAsync(string store, RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var (volume, fresh, retired) = (MadeNames.VolumeOf(context, store), MadeNames.TrialVolume(context, store, step.Id), MadeNames.Retired(context, store, step.Id));
        if (context.Memory.Recall("put aside " + store) is null)
        {
            await engine.CreateVolumeAsync(retired, context.Owner("retired").Labels, cancellationToken);
            if (world[retired] is null)
                world.Move(volume, retired);
            context.Memory.Remember("put aside " + store, "yes");
        }

        if (await engine.FindVolumeAsync(fresh, cancellationToken) is not null && world[fresh] is not null)
            world.Move(fresh, volume);
        context.Memory.Remember("moved in " + store, "yes");
        await engine.RemoveVolumeAsync(fresh, cancellationToken);
    }

    private async Task ReturnAsync(string store, RestoreVolumes step, StepContext context, CancellationToken cancellationToken)
    {
        var (volume, fresh, retired) = (MadeNames.VolumeOf(context, store), MadeNames.TrialVolume(context, store, step.Id), MadeNames.Retired(context, store, step.Id));
        if (context.Memory.Recall("returned " + store) is null && await engine.FindVolumeAsync(retired, cancellationToken) is not null)
        {
            if (world[retired] is not null && world[volume] is not null)
            {
                var abandoned = MadeNames.Abandoned(context, store, step.Id);
                await engine.CreateVolumeAsync(abandoned, context.Owner("abandoned").Labels, cancellationToken);
                world.Move(volume, abandoned);
            }

            if (world[retired] is not null)
                world.Move(retired, volume);
            context.Memory.Remember("returned " + store, "yes");
        }

        await engine.RemoveVolumeAsync(retired, cancellationToken);
        await engine.RemoveVolumeAsync(fresh, cancellationToken);
    }
}
