using System.Text.Json;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Copies of the model: real files with real evidence, that hold what a store held.</summary>
internal static class ModelCopies
{
    public static Task<CopyEvidence> TakeAsync(string name, string kind, IReadOnlyDictionary<string, Content?> held, StepContext context) =>
        TakeAsync(name, kind, held, context.Folder, context.Evidence, context.Clock);

    public static async Task<CopyEvidence> TakeAsync(string name, string kind, IReadOnlyDictionary<string, Content?> held, RunFolder run, EvidenceStore evidence, TimeProvider clock)
    {
        var folder = run.Copy(name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        Directory.CreateDirectory(folder);
        var takenAt = clock.GetUtcNow();
        await File.WriteAllTextAsync(Path.Combine(folder, "held.json"), JsonSerializer.Serialize(held));
        var files = await EvidenceStore.HashFolderAsync(folder, new Progress<Hopguard.Engine.Ports.StepProgress>(), CancellationToken.None);
        var copy = new CopyEvidence { Name = name, Kind = kind, Stores = [.. held.Keys], TakenAt = takenAt, Folder = folder, Files = files };
        evidence.SaveCopy(copy);
        return copy;
    }

    public static Content? Of(CopyEvidence copy, string store) =>
        JsonSerializer.Deserialize<Dictionary<string, Content?>>(File.ReadAllText(Path.Combine(copy.Folder, "held.json")))![store];
}

/// <summary>Takes what the server's volume holds while it runs, and stops the server, as the real one does.</summary>
internal sealed class ModelDumpHandler(ModelWorld world, IContainerEngine engine, Freshness freshness) : StepHandler<DumpDatabase>
{
    private const string Policy = "restart policy of the server";

    protected override Task<Probe> ProbeAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Evidence.HasCopy(step.As) ? Probe.Done("dumped") : Probe.NotDone());

    protected override Task<StepOutcome.Failed?> GuardResumeAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) =>
        freshness.RefuseChangedMeanwhileAsync(step, step.As, context, cancellationToken);

    protected override async Task<StepOutcome> ExecuteAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        var server = await FindAsync(step, context, cancellationToken);
        if (context.Memory.Recall(Policy) is not null || (!server.IsAlive && LatestCopies.HasDumpBefore(step, context)))
            await engine.StartAsync(server.Name, cancellationToken);
        else if (!server.IsAlive)
            return new StepOutcome.Failed($"Container '{server.Name}' is {server.Status}");

        if (context.Memory.Recall(Policy) is null)
            context.Memory.Remember(Policy, server.RestartPolicy);

        var held = world[MadeNames.VolumeOf(context, step.Store)];
        await engine.SetRestartPolicyAsync(server.Name, "no", cancellationToken);
        await engine.StopAsync(server.Name, TimeSpan.Zero, cancellationToken);
        await ModelCopies.TakeAsync(step.As, CopyEvidence.Dump, new Dictionary<string, Content?> { [step.Store] = held }, context);
        world.Changed();
        return new StepOutcome.Done("dumped");
    }

    protected override async Task<string> UndoAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        var server = await FindAsync(step, context, cancellationToken);
        if (context.Evidence.HasCopy(step.As) && TargetWork.WasToBegin(step.As, context))
            await BringBackAsync(step, server, context, cancellationToken);

        if (context.Memory.Recall(Policy) is { } policy)
            await engine.SetRestartPolicyAsync(server.Name, policy, cancellationToken);

        await engine.StartAsync(server.Name, cancellationToken);
        if (!context.Evidence.HasCopy(step.As))
            return "nothing was dumped";

        var now = world[MadeNames.VolumeOf(context, step.Store)];
        return now == ModelCopies.Of(context.Evidence.Copy(step.As), step.Store) ? "holds what it held" : throw new HopguardException($"Store '{step.Store}' holds {now} instead of what was dumped");
    }

    // Restored beside the store, which is put aside then, and moved into its place.
    private async Task BringBackAsync(DumpDatabase step, ContainerState server, StepContext context, CancellationToken cancellationToken)
    {
        var (volume, before) = (MadeNames.VolumeOf(context, step.Store), ModelCopies.Of(context.Evidence.Copy(step.As), step.Store));
        var (restored, aside) = (MadeNames.RollbackVolume(context, step.Store, step.As), MadeNames.Abandoned(context, step.Store, step.Id));
        if (world[volume] == before || context.Memory.Recall("returned") is not null)
            return;

        await engine.StopAsync(server.Name, TimeSpan.Zero, cancellationToken);
        if (context.Memory.Recall("aside") is null)
        {
            await engine.RemoveVolumeAsync(restored, cancellationToken);
            await engine.CreateVolumeAsync(restored, context.Owner("rollback").Labels, cancellationToken);
            world.Put(restored, before);
            context.Memory.Remember("aside", aside);
        }

        await engine.CreateVolumeAsync(aside, context.Owner("abandoned").Labels, cancellationToken);
        if (world[aside] is null)
            world.Move(volume, aside);
        if (await engine.FindVolumeAsync(restored, cancellationToken) is not null)
        {
            world.Move(restored, volume);
            await engine.RemoveVolumeAsync(restored, cancellationToken);
        }

        context.Memory.Remember("returned", volume);
    }

    private Task<ContainerState> FindAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) =>
        ServiceContainers.FindAsync(engine, context.Application.Stores[step.Store].Service, context, cancellationToken);
}

/// <summary>Compares what stores hold with what a copy of them holds.</summary>
internal sealed class ModelUnchanged(ModelWorld world, string kind) : IUnchangedProof
{
    public string CopyKind => kind;

    public Task<string?> FindChangeAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(copy.Stores.FirstOrDefault(store => ModelCopies.Of(copy, store) != world[MadeNames.VolumeOf(context, store)]) is { } changed ? $"Store '{changed}' was written to after copy '{copy.Name}' was taken" : null);
}

/// <summary>Makes a trial under the names that the real one has.</summary>
internal sealed class ModelRestoreHandler(ModelWorld world, IContainerEngine engine) : StepHandler<RestoreDatabase>
{
    protected override async Task<StepOutcome> ExecuteAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        var store = copy.Stores[0];
        var major = step.PostgreSql ?? context.TargetRelease.PostgreSqlMajor;
        var trial = new TrialEvidence(step.Into, store, copy.Name, MadeNames.TrialContainer(context, store, step.Into), MadeNames.TrialVolume(context, store, step.Into), $"postgres:{major}", major);
        context.Evidence.Save(TrialEvidence.FileName(trial.Name), trial);
        await RemoveAsync(trial, cancellationToken);
        await engine.CreateVolumeAsync(trial.Volume, context.Owner("trial").Labels, cancellationToken);
        world.Put(trial.Volume, ModelCopies.Of(copy, store)! with { Major = major });
        await engine.StartNewAsync(
            new ContainerSpec { Owner = context.Owner("trial"), Image = trial.Image, Name = trial.Container, Mounts = [new ContainerMount("volume", trial.Volume, "/data", ReadOnly: false)] },
            cancellationToken);
        return new StepOutcome.Done("restored");
    }

    protected override async Task<string> UndoAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.Into)) is { } trial)
            await RemoveAsync(trial, cancellationToken);

        return "trial removed";
    }

    private async Task RemoveAsync(TrialEvidence trial, CancellationToken cancellationToken)
    {
        await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        await engine.RemoveVolumeAsync(trial.Volume, cancellationToken);
    }
}

/// <summary>Compares a trial with the copy that it was restored from.</summary>
internal sealed class ModelDumpVerifier(ModelWorld world, IContainerEngine engine) : ICopyVerifier
{
    public string CopyKind => CopyEvidence.Dump;

    public async Task<StepOutcome> VerifyAsync(VerifyCopy step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var trial = context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.By)) ?? throw new HopguardException($"Trial '{step.By}' was not made in this run");
        if (trial.Copy != copy.Name)
            return new StepOutcome.Failed($"Trial '{trial.Name}' was restored from copy '{trial.Copy}', not from '{copy.Name}'");
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is not { } server)
            return new StepOutcome.Failed($"Container '{trial.Container}' is not there any more");

        await engine.StartAsync(server.Name, cancellationToken);
        var held = world[server.Mounts[0].Source];
        return held == ModelCopies.Of(copy, trial.Store)! with { Major = trial.Major }
            ? new StepOutcome.Done("equal")
            : new StepOutcome.Failed($"What trial '{trial.Name}' holds is not what copy '{copy.Name}' was taken from: {held}");
    }
}

/// <summary>Compares archives with the volumes they were taken from.</summary>
internal sealed class ModelArchiveVerifier(ModelWorld world) : ICopyVerifier
{
    public string CopyKind => CopyEvidence.Archive;

    public Task<StepOutcome> VerifyAsync(VerifyCopy step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepOutcome>(copy.IsGiven || copy.Stores.All(store => ModelCopies.Of(copy, store) == world[MadeNames.VolumeOf(context, store)]) ? new StepOutcome.Done("equal") : new StepOutcome.Failed("changed"));
}
