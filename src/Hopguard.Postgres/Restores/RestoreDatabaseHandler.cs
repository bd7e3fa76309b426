using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Restores;

/// <summary>Restores a dump side by side, into a fresh volume on a server of the target's major. What an earlier attempt left is thrown away as a whole.</summary>
public sealed class RestoreDatabaseHandler(IContainerEngine engine, ICompose compose, TimeProvider clock) : StepHandler<RestoreDatabase>
{
    private const string RestoredCluster = "restored-cluster";
    private const string ClusterIdentity = "SELECT system_identifier::text FROM pg_control_system()";
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(RestoredCluster) is not { } identity || FindTrial(step, context) is not { } trial)
            return Probe.NotDone();

        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is not { Status: "running" })
            return Probe.NotDone("the trial server does not run");

        var server = await new Readiness(engine, clock).WaitAsync(
            trial.Container, $"trial '{trial.Name}'", context.Options.Patience, TimeSpan.Zero, context.Progress, cancellationToken);
        await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
        return await connection.ScalarAsync<string>(ClusterIdentity, cancellationToken) == identity
            ? Probe.Done($"trial '{trial.Name}' runs with what was restored")
            : Probe.NotDone("the trial server holds another cluster");
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(RestoreDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        if (copy.Kind != CopyEvidence.Dump)
            return new StepOutcome.Failed($"Copy '{copy.Name}' is no dump of a database");

        var target = await TargetServer.FindAsync(engine, compose, copy.Stores[0], context, cancellationToken);
        var trial = NewTrial(step, copy, target, context);
        context.Evidence.Save(TrialEvidence.FileName(trial.Name), trial);
        var server = new TrialServer(engine, trial, target, await FindNetworkAsync(copy, context, cancellationToken), context)
        {
            Variables = PasswordMethods.VariablesFor(copy, target, context.Log),
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

        var nowhere = new TargetServer(trial.Image, new Dictionary<string, string>(StringComparer.Ordinal), string.Empty);
        await new TrialServer(engine, trial, nowhere, string.Empty, context).RemoveAsync(cancellationToken);
        return $"trial '{trial.Name}' removed";
    }

    private async Task<StepOutcome> RestoreAsync(
        RestoreDatabase step, CopyEvidence copy, TrialEvidence trial, TrialServer trialServer, StepContext context, CancellationToken cancellationToken)
    {
        // Reading the dump again takes about as long as initialising a server.
        var recheck = EvidenceStore.RecheckAsync(copy, context.Progress, cancellationToken);
        var server = await trialServer.StartForLoadAsync(cancellationToken);
        if (await recheck is { } damage)
            throw new HopguardException($"Copy '{copy.Name}' is damaged: {damage}", "Check the disk it lies on, and take the dump again");

        await RequireMajorAsync(server, trial, cancellationToken);
        await LoadAsync(step, copy, server, context, cancellationToken);

        server = await trialServer.RestartAsync(cancellationToken);
        await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
        context.Memory.Remember(RestoredCluster, (await connection.ScalarAsync<string>(ClusterIdentity, cancellationToken))!);
        return new StepOutcome.Done($"copy '{copy.Name}' restored into volume '{trial.Volume}' on PostgreSQL {trial.Major}");
    }

    private async Task LoadAsync(RestoreDatabase step, CopyEvidence copy, ServerContainer server, StepContext context, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateDirectory(context.Folder.PartialCopy(step.Into)).FullName;
        try
        {
            await new DumpRestorer(engine, server, copy, scratch, context).RestoreAsync(step.Jobs, cancellationToken);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task RequireMajorAsync(ServerContainer server, TrialEvidence trial, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
        var major = await connection.MajorAsync(cancellationToken);
        if (major != trial.Major)
        {
            throw new HopguardException(
                $"Image '{trial.Image}' is PostgreSQL {major}, but the plan expects {trial.Major}", "Check the target's compose files against the plan");
        }
    }

    private async Task<string> FindNetworkAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var store = context.Before.Store(copy.Stores[0]);
        return (await ServerContainer.FindAsync(engine, store.Container, $"store '{copy.Stores[0]}'", cancellationToken)).Network;
    }

    private static TrialEvidence NewTrial(RestoreDatabase step, CopyEvidence copy, TargetServer target, StepContext context)
    {
        var store = copy.Stores[0];
        var volume = context.Before.Store(store).Volume ?? throw new HopguardException($"Store '{store}' lies on no volume");
        return new TrialEvidence(
            step.Into, store, copy.Name, $"{context.Before.Project}-trial-{context.RunId}", $"{volume}-trial-{context.RunId}", target.Image,
            step.PostgreSql ?? context.TargetRelease.PostgreSqlMajor);
    }

    private static TrialEvidence? FindTrial(RestoreDatabase step, StepContext context) => context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName(step.Into));

    private static async Task CleanUpAsync(TrialServer server, StepContext context)
    {
        using var limit = new CancellationTokenSource(CleanUpPatience);
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
