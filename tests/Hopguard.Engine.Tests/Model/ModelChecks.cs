using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Asks every later step what it would refuse.</summary>
internal sealed class ModelCheckTargetHandler : StepHandler<CheckTarget>
{
    protected override async Task<StepOutcome> ExecuteAsync(CheckTarget step, StepContext context, CancellationToken cancellationToken) =>
        await context.Foresee(cancellationToken) is { Count: > 0 } problems ? new StepOutcome.Failed(string.Join("; ", problems)) : new StepOutcome.Done("checked");
}

/// <summary>As a plan without a look at the target asks it.</summary>
internal sealed class ModelCheckSpaceHandler : StepHandler<CheckSpace>
{
    protected override async Task<StepOutcome> ExecuteAsync(CheckSpace step, StepContext context, CancellationToken cancellationToken) =>
        await context.Foresee(cancellationToken) is { Count: > 0 } problems ? new StepOutcome.Failed(string.Join("; ", problems)) : new StepOutcome.Done("enough");
}

/// <summary>Makes the target's source tree: compose files that hold the version.</summary>
internal sealed class ModelFetchHandler : StepHandler<FetchSource>
{
    protected override Task<StepOutcome> ExecuteAsync(FetchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var tree = context.Folder.Source(step.As);
        Directory.CreateDirectory(tree);
        foreach (var file in TargetProject.FilesOf(context).Concat(context.Application.ComposeFiles))
            File.WriteAllText(Path.Combine(tree, file), context.Plan.To!.ToString());

        context.Evidence.Save(SourceEvidence.FileName(step.As), new SourceEvidence(step.As, tree, "model", new string('0', 64)));
        return Task.FromResult<StepOutcome>(new StepOutcome.Done("fetched"));
    }
}

/// <summary>Compares the live store with a copy, whatever the major of its files.</summary>
internal sealed class ModelVerifyStoreHandler(ModelWorld world, IContainerEngine engine) : StepHandler<VerifyStore>
{
    protected override async Task<StepOutcome> ExecuteAsync(VerifyStore step, StepContext context, CancellationToken cancellationToken)
    {
        var server = await ServiceContainers.FindAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
        var (now, before) = (world[ModelReplacements.VolumeOf(context, step.Store)], ModelReplacements.CopyOf(context, context.Evidence.Copy(step.Against), step.Store));
        return server.IsAlive && now is not null && now with { Major = null } == before! with { Major = null }
            ? new StepOutcome.Done("equal")
            : new StepOutcome.Failed($"Store '{step.Store}' holds {now} instead of {before}, and its server is {server.Status}");
    }
}

/// <summary>Looks whether the store of the migrations has the target's version.</summary>
internal sealed class ModelMigrationsHandler(ModelWorld world) : StepHandler<AwaitMigrations>
{
    protected override Task<StepOutcome> ExecuteAsync(AwaitMigrations step, StepContext context, CancellationToken cancellationToken)
    {
        var declared = context.Application.Stores[context.Application.Migrations.Store];
        var holder = declared.IsIn(context.TargetRelease.Version) ? declared : context.Application.SuccessorOf(declared)!;
        var now = world[ModelReplacements.VolumeOf(context, holder.Name)];
        return Task.FromResult<StepOutcome>(now?.Version == context.TargetRelease.Version.ToString() ? new StepOutcome.Done("migrated") : new StepOutcome.Failed($"The store holds {now}"));
    }
}

/// <summary>Makes the compose files those of the target, and back.</summary>
internal sealed class ModelCheckoutHandler : StepHandler<CheckoutTag>
{
    protected override Task<StepOutcome> ExecuteAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken)
    {
        Write(context, context.Plan.To!.ToString());
        return Task.FromResult<StepOutcome>(new StepOutcome.Done("checked out"));
    }

    protected override Task<string> UndoAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken)
    {
        Write(context, context.Before.Version);
        return Task.FromResult("checked out again");
    }

    private static void Write(StepContext context, string version)
    {
        foreach (var file in TargetProject.FilesOf(context))
            File.WriteAllText(Path.Combine(context.Before.Folder, file), version);
    }
}
