using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Verification;

namespace Hopguard.Postgres.Rollbacks;

/// <summary>
/// The rollback of the dump of an external database. What nobody could change is opened again. Where another version may have changed it, its dump is restored beside it on its own server, compared with what
/// was dumped, and only then the two change names. What the newer version left stays under another name: somebody may have worked with it. Killed anywhere, the same call completes it.
/// </summary>
internal sealed class ExternalReturn(IContainerEngine engine, ExternalTrial trial, ExternalServers servers, FingerprintReader fingerprints, ExternalStore store, DumpDatabase step, StepContext context)
{
    private const string Phase = "external-return";
    private const string Restoring = "restoring";
    private const string Swapping = "swapping";
    private const string Returned = "returned";
    private const string Dump = "/dump";
    private const string EndOwn = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = current_user AND pid <> pg_backend_pid()";
    private const string Sessions = "SELECT format('%s@%s (%s)', usename, coalesce(host(client_addr), 'unknown'), coalesce(nullif(application_name, ''), 'unnamed')) FROM pg_stat_activity WHERE datname = $1 AND usesysid IS NOT NULL ORDER BY 1";
    private static readonly TimeSpan EndOfSessions = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private string Aside => DatabaseCopy.NameOf(store.Server.Database, "abandoned", context.RunId);

    private bool HasBegun => context.Memory.Recall(Phase) is Restoring or Swapping;

    /// <summary>What stands against the rollback: where the dump may have to come back, that its server is not found, and the right to make a database.</summary>
    public async Task<StepOutcome.Failed?> GuardAsync(CancellationToken cancellationToken) => context.Evidence.HasCopy(step.As) && TargetWork.WasToBegin(step.As, context) && context.Memory.Recall(Phase) != Returned
        ? await FindOtherServerAsync(cancellationToken) ?? await ExternalPrecheck.FindMissingRightAsync(await servers.EndpointAsync(store, cancellationToken), cancellationToken)
        : null;

    /// <summary>Leaves the database open with what it is to hold, and says what that is.</summary>
    public async Task<string> UndoAsync(CancellationToken cancellationToken)
    {
        if (!ClosedDatabase.IsOf(step.As, context))
            return "the dump was not completed, nothing to compare";
        if (await FindOtherServerAsync(cancellationToken) is { } other)
            throw new HopguardException(other.What, other.Remedy);

        var summary = HasBegun ? null : await DecideAsync(cancellationToken);
        if (summary is null)
        {
            summary = await BringBackAsync(cancellationToken);
            context.Log(summary);
        }

        await servers.OpenAsync(store, step, context, cancellationToken);
        return summary;
    }

    // The address of a container may be another's after the engine was restarted, and another deployment's database may go by the same name there.
    private async Task<StepOutcome.Failed?> FindOtherServerAsync(CancellationToken cancellationToken)
    {
        if (context.Evidence.Find<Fingerprint>(Fingerprint.FileName(step.As))?.Server.SystemIdentifier is not { } dumped || !ServerIdentity.IsOfCluster(dumped))
            return null;

        var endpoint = await servers.EndpointAsync(store, cancellationToken);
        await using var beside = await new DatabaseHold(endpoint).BesideAsync(cancellationToken);
        return await ServerIdentity.AskAsync(beside, cancellationToken) == dumped ? null : new StepOutcome.Failed(
            $"At '{endpoint.Host}' is another server than the one of {store.Server} that was dumped as copy '{step.As}'",
            $"Let '{endpoint.Host}' lead to that server again, then run the same command again");
    }

    // What the database keeps, in one line; null where the copy has to come back.
    private async Task<string?> DecideAsync(CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As) || context.Evidence.Find<Fingerprint>(Fingerprint.FileName(step.As)) is not { } before)
            return "the dump was not completed, nothing to compare";
        if (context.Memory.Recall(Phase) == Returned)
            return $"{store.Server} was restored from copy '{step.As}' before, and keeps what was written since";
        if (await servers.IsUntouchedAsync(store, step.As, context, cancellationToken))
            return $"{store.Server} holds what it held when it was dumped: {FingerprintCounts.Summary(before)}";

        await servers.OpenAsync(store, step, context, cancellationToken);
        var database = await servers.EndpointAsync(store, cancellationToken);
        var now = await fingerprints.ReadAsync(database, context.Progress, cancellationToken);
        var found = await Canonicaliser.ReduceAsync(FingerprintComparison.Compare(before, now), now, database, cancellationToken);
        context.Evidence.Save(ComparisonEvidence.FileName(step.Id), FingerprintComparison.ToEvidence(before, $"copy '{step.As}'", now, database.Subject, found));
        if (found.Count == 0)
            return $"{store.Server} holds what it held when it was dumped: {FingerprintCounts.Summary(now)}";
        if (TargetWork.WasToBegin(step.As, context) || found.Any(IsOfMigrations))
            return null;

        var newer = $"{store.Server} was written to after it was dumped, and keeps what was written; it is newer than copy '{step.As}' in: {Difference.First(found)}";
        context.Log(newer);
        return newer;
    }

    // Migrated by hand, it is nothing for the version before.
    private bool IsOfMigrations(Difference difference) =>
        context.Application.Migrations is var table && table.Store == step.Store.Text && difference.Kind == "table" && difference.Name == $"{table.Schema}.{table.Table}";

    private async Task<string> BringBackAsync(CancellationToken cancellationToken)
    {
        var database = await servers.EndpointAsync(store, cancellationToken);
        var copy = new DatabaseCopy(database, DatabaseCopy.NameOf(database.Database, "restored", context.RunId));
        if (!HasBegun)
        {
            if (await context.FindDamageAsync(context.Evidence.Copy(step.As), cancellationToken) is { } damage)
                throw new HopguardException($"Copy '{step.As}' cannot be restored: {damage}", "The database is untouched; restore the copy's file from elsewhere");

            context.Memory.Remember(Phase, Restoring);
        }

        await EmptyAsync(database, cancellationToken);
        if (context.Memory.Recall(Phase) == Restoring || !await copy.IsKeptAsync(Aside, cancellationToken))
        {
            await RestoreAsync(database, copy, cancellationToken);
            context.Memory.Keeps($"data of store '{step.Store}' from the version that was rolled back", (store.Server with { Database = Aside }).ToString());
            context.Memory.Remember(Phase, Swapping);
        }

        await copy.TakePlaceAsync(Aside, cancellationToken);
        await new DatabaseHold(database.In(Aside)).OpenAsync(cancellationToken);
        context.Memory.Remember(Phase, Returned);
        return $"{store.Server} was restored from copy '{step.As}', what it held since is kept there as '{Aside}'";
    }

    // Nobody may be in a database that gets another name, and nobody may write to the one that is left.
    private async Task EmptyAsync(PostgreSqlEndpoint database, CancellationToken cancellationToken)
    {
        var hold = new DatabaseHold(database);
        await hold.CloseAsync(cancellationToken);
        await using var beside = await hold.BesideAsync(cancellationToken);
        await beside.QueryAsync(EndOwn, [database.Database], row => row.GetBoolean(0), cancellationToken);
        var began = context.Clock.GetTimestamp();
        while (await beside.QueryAsync(Sessions, [database.Database], row => row.GetString(0), cancellationToken) is { Count: > 0 } others)
        {
            if (context.Clock.GetElapsedTime(began) > EndOfSessions)
                throw new HopguardException($"{store.Server} still has clients, so the copy cannot take its place: {string.Join(", ", others)}", $"End the connections to {store.Server}: {string.Join(", ", others)}");

            await Task.Delay(Pause, context.Clock, cancellationToken);
        }
    }

    private async Task RestoreAsync(PostgreSqlEndpoint database, DatabaseCopy restored, CancellationToken cancellationToken)
    {
        var image = (await trial.FindAsync(store, context, cancellationToken)).Image;
        await restored.CreateAsync(cancellationToken);
        await LoadAsync(image, restored, cancellationToken);
        await Analysis.RunAsync(restored.Endpoint, context.Log, cancellationToken);
        var before = FingerprintNames.Rename(context.Evidence.Find<Fingerprint>(Fingerprint.FileName(step.As))!, database.Database, restored.Endpoint.Database);
        var now = await fingerprints.ReadAsync(restored.Endpoint, context.Progress, cancellationToken);
        var found = await Canonicaliser.ReduceAsync(FingerprintComparison.Compare(before, now), now, restored.Endpoint, cancellationToken);
        context.Evidence.Save(ComparisonEvidence.FileName($"{step.Id}-rollback"), FingerprintComparison.ToEvidence(before, $"copy '{step.As}'", now, database.Subject, found));
        if (found.Count > 0)
            throw new HopguardException($"Copy '{step.As}' does not bring back what was dumped: {Difference.First(found)}", "Nothing was moved; run the rollback again, which restores the copy anew");
    }

    private async Task LoadAsync(string image, DatabaseCopy restored, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.As);
        var scratch = Directory.CreateDirectory(context.Folder.PartialCopy($"{copy.Name}-rollback")).FullName;
        try
        {
            var tools = new ToolRunner(engine, image, restored.Endpoint, ExternalTrial.HostNetwork, scratch, context.Owner("restore")) { Mounts = [new ContainerMount("bind", copy.Folder, Dump, ReadOnly: true)] };
            await tools.RunAsync(
                $"Restore of database '{store.Server.Database}'",
                ["pg_restore", "--exit-on-error", $"--jobs={step.Jobs}", $"--dbname={ConnectionText.Of(restored.Endpoint.Database)}", $"{Dump}/{DumpFiles.Database(1)}"], cancellationToken);
        }
        finally
        {
            CleanUp.Folder(scratch);
        }
    }
}
