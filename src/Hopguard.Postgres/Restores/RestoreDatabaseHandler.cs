using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Restores;

/// <summary>Restores a dump side by side, into a fresh volume on a server of the target's major. What an earlier attempt left is thrown away as a whole.</summary>
public sealed class RestoreDatabaseHandler(IContainerEngine engine, ICompose compose, TimeProvider clock, ExternalServers? externals = null) : StepHandler<RestoreDatabase>, IPreparation
{
    // No password of an external server comes with its dump.
    private static readonly Dictionary<string, string> NoVariables = [];
    private const string RestoredCluster = "restored-cluster";
    private static readonly TimeSpan CleanUpTimeLimit = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    /// <remarks>The server is made and its cluster initialised while the application still serves.</remarks>
    bool IPreparation.CanPrepare(Step step, Plan plan) => EarlyStart.WhileServing(step, plan).Count > 0;

    /// <inheritdoc />
    async Task<StepOutcome?> IPreparation.PrepareAsync(Step step, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await PrepareAsync((RestoreDatabase)step, context, cancellationToken);
        }
        catch (HopguardException trouble)
        {
            // An engine that is busy: the step makes its server anew, and says what is wrong if that is still wrong then.
            context.Log($"The trial server could not be prepared ahead: {trouble.Message}");
            return null;
        }
    }

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(RestoredCluster) is not { } identity || FindTrial(step, context) is not { } trial)
            return Probe.NotDone();

        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is not { Status: "running" })
            return Probe.NotDone("the trial server does not run");

        var server = await new Readiness(engine, clock).WaitAsync(
            trial.Container, $"trial '{trial.Name}'", context.Options.StartupTimeout, context.Progress, cancellationToken);
        await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
        return await connection.ScalarAsync<string>(ServerIdentity.OfCluster, cancellationToken) == identity
            ? Probe.Done($"trial '{trial.Name}' runs with what was restored")
            : Probe.NotDone("the trial server holds another cluster");
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        if (copy.Kind != CopyEvidence.Dump)
            return new StepOutcome.Failed($"Copy '{copy.Name}' is no dump of a database");

        var target = await FindTargetAsync(copy.Stores[0], context, cancellationToken);
        if (await target.FindMissingImageAsync(engine, copy.Stores[0], cancellationToken) is { } missing)
            return missing;

        var trial = NewTrial(step, copy.Stores[0], target, context);
        context.Evidence.Save(TrialEvidence.FileName(trial.Name), trial);
        var server = new TrialServer(engine, trial, target, await FindNetworkAsync(copy.Stores[0], context, cancellationToken), context)
        {
            Variables = ExternalStores.Find(context, copy.Stores[0]) is null ? PasswordMethods.VariablesFor(copy, target, context.Log) : NoVariables,
        };
        try
        {
            return await RestoreAsync(step, copy, trial, server, context, cancellationToken);
        }
        catch
        {
            await CleanUpAsync(server, context);
            throw;
        }
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (FindTrial(step, context) is not { } trial)
            return "no trial was begun";

        var nowhere = new TargetServer(trial.Image, new Dictionary<string, string>(StringComparer.Ordinal), string.Empty, string.Empty);
        return await new TrialServer(engine, trial, nowhere, string.Empty, context).TryRemoveAsync(cancellationToken)
            ? $"trial '{trial.Name}' removed"
            : $"trial '{trial.Name}' removed, its volume '{trial.Volume}' stays";
    }

    // What the server itself refuses is a failure of the step, which is known while the application serves.
    private async Task<StepOutcome.Failed?> PrepareAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Plan.Steps.OfType<DumpDatabase>().FirstOrDefault(dump => dump.As.Text == step.Copy.Text)?.Store.Text is not { } store)
            return null;

        var isExternal = ExternalStores.Find(context, store) is not null;
        var target = await FindTargetAsync(store, context, cancellationToken);
        if (await target.FindMissingImageAsync(engine, store, cancellationToken) is { } missing)
            return missing;

        var trial = NewTrial(step, store, target, context);
        context.Evidence.Save(TrialEvidence.FileName(trial.Name), trial);
        var server = new TrialServer(engine, trial, target, await FindNetworkAsync(store, context, cancellationToken), context)
        {
            Variables = isExternal ? NoVariables : await PasswordMethods.ExpectAsync((await FindSourceAsync(store, context, cancellationToken)).Endpoint, target, cancellationToken),
        };
        var isOfUse = false;
        try
        {
            await using var connection = await PinnedSession.OpenAsync((await server.PrepareAsync(cancellationToken)).Endpoint, cancellationToken);
            var refusal = RefuseOtherMajor(trial, await connection.MajorAsync(cancellationToken));
            isOfUse = refusal is null;
            return refusal;
        }
        catch (HopguardException trouble) when (!cancellationToken.IsCancellationRequested)
        {
            if (!await server.HasEndedAsync(cancellationToken))
                throw;

            return new StepOutcome.Failed(trouble.Message, trouble.Remedy ?? $"Correct image and settings of service '{context.Application.Stores[store].Service}' in the target's compose files") { AfterRollback = trouble.AfterRollback };
        }
        finally
        {
            if (!isOfUse)
                await CleanUpAsync(server, context);
        }
    }

    private async Task<StepOutcome> RestoreAsync(
        RestoreDatabase step, CopyEvidence copy, TrialEvidence trial, TrialServer trialServer, StepContext context, CancellationToken cancellationToken)
    {
        // The files are read again beside the load; where one is damaged, what was loaded is thrown away.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var recheck = context.FindDamageAsync(copy, cancellationToken);
        var server = await trialServer.FindPreparedAsync(cancellationToken) ?? await trialServer.StartForLoadAsync(cancellationToken);
        var cluster = await RequireOwnAsync(server, trial, copy, context, cancellationToken);
        var load = LoadAsync(step, copy, server, cluster, context, stop.Token);
        if (await recheck is { } damage)
        {
            await stop.CancelAsync();
            await Task.WhenAny(load);
            throw new HopguardException($"Copy '{copy.Name}' is damaged: {damage}", "Check the disk it lies on, and take the dump again");
        }

        await load;
        context.Evidence.Save(TrialEvidence.FileName(trial.Name), trial with { Cluster = cluster });
        context.Memory.Remember(RestoredCluster, cluster);
        return new StepOutcome.Done($"copy '{copy.Name}' restored into volume '{trial.Volume}' on PostgreSQL {trial.Major}");
    }

    private async Task LoadAsync(RestoreDatabase step, CopyEvidence copy, ServerContainer server, string cluster, StepContext context, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateDirectory(context.Folder.PartialCopy(step.Into)).FullName;
        try
        {
            await new DumpRestorer(engine, server, copy, cluster, scratch, context).RestoreAsync(step.Jobs, cancellationToken);
        }
        finally
        {
            CleanUp.Folder(scratch);
        }
    }

    // Before anything is written: the server is of the major wanted, and not the one that the copy came from. Gives its identity.
    private static async Task<string> RequireOwnAsync(ServerContainer server, TrialEvidence trial, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
        if (RefuseOtherMajor(trial, await connection.MajorAsync(cancellationToken)) is { } refusal)
            throw new HopguardException(refusal.What, refusal.Remedy);

        var cluster = (await connection.ScalarAsync<string>(ServerIdentity.OfCluster, cancellationToken))!;
        return cluster != context.Evidence.Find<Fingerprint>(Fingerprint.FileName(copy.Name))?.Server.SystemIdentifier
            ? cluster
            : throw new HopguardException($"At the address of trial '{trial.Name}' the server of store '{trial.Store}' answers", "Run the same command again: it makes the trial anew");
    }

    private static StepOutcome.Failed? RefuseOtherMajor(TrialEvidence trial, int major) => major == trial.Major
        ? null
        : new StepOutcome.Failed($"Image '{trial.Image}' is PostgreSQL {major}, but the plan expects {trial.Major}", "Check the target's compose files against the plan");

    private Task<ServerContainer> FindSourceAsync(string store, StepContext context, CancellationToken cancellationToken) =>
        ServerContainer.FindAsync(engine, context.Before.Store(store).Container, $"store '{store}'", cancellationToken);

    // The server itself is stopped since it was dumped; that of an external database is on no network of the engine, and the services are.
    private async Task<string> FindNetworkAsync(string store, StepContext context, CancellationToken cancellationToken)
    {
        var service = ExternalStores.Find(context, store)?.Server.Service ?? context.Application.Stores[store].Service;
        return TrialServer.NetworkOf(await ServiceContainers.FindAsync(engine, service, context, cancellationToken), store);
    }

    private Task<TargetServer> FindTargetAsync(string store, StepContext context, CancellationToken cancellationToken) => ExternalStores.Find(context, store) is { } external
        ? new ExternalTrial(engine, compose, externals!).FindAsync(external, context, cancellationToken)
        : TargetServer.FindAsync(engine, compose, store, context, cancellationToken);

    private static TrialEvidence NewTrial(RestoreDatabase step, string store, TargetServer target, StepContext context)
    {
        return new TrialEvidence(
            step.Into, store, step.Copy, MadeNames.TrialContainer(context, store, step.Into), MadeNames.TrialVolume(context, store, step.Into), target.Image,
            ExternalStores.Find(context, store) is null ? step.PostgreSql ?? context.TargetRelease.PostgreSqlMajor : context.Before.Majors[store]);
    }

    private static TrialEvidence? FindTrial(RestoreDatabase step, StepContext context) => context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.Into));

    private static async Task CleanUpAsync(TrialServer server, StepContext context)
    {
        using var limit = new CancellationTokenSource(CleanUpTimeLimit);
        try
        {
            await server.RemoveAsync(limit.Token);
        }
        catch (Exception trouble) when (trouble is HopguardException or OperationCanceledException)
        {
            context.Log($"{server.Subject} could not be removed: {trouble.Message}");
        }
    }
}
