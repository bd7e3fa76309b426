using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Dumps;

/// <summary>
/// Dumps a database of a server that is not the project's, which nobody here can stop: while it is dumped its tables are locked against writers, and before they are let go the database is closed to
/// everybody and proved to hold what was dumped. It is opened again before services of any version start, and on the way back.
/// </summary>
internal sealed class ExternalDump(IContainerEngine engine, ExternalTrial trial, ExternalServers servers, FingerprintReader fingerprints, ExternalStore store, DumpDatabase step, StepContext context)
{
    // A session that is over is listed until its process has ended.
    private static readonly TimeSpan EndOfSession = TimeSpan.FromSeconds(3);

    /// <summary>What stands against the dump now; what an attempt that was killed had closed is open again.</summary>
    public async Task<StepOutcome.Failed?> GuardAsync(CancellationToken cancellationToken)
    {
        await servers.OpenAsync(store, step, context, cancellationToken);
        var database = await servers.EndpointAsync(store, cancellationToken);
        return await ExternalPrecheck.FindAsync(database, cancellationToken) ?? await FindUnusedAsync(database, cancellationToken) ?? await FindClientsAsync(cancellationToken);
    }

    /// <summary>What of this can be known before anything is stopped.</summary>
    public async Task<IReadOnlyList<string>> ForeseeAsync(CancellationToken cancellationToken)
    {
        var database = await servers.EndpointAsync(store, cancellationToken);
        if ((await ExternalPrecheck.FindAsync(database, cancellationToken) ?? await FindUnusedAsync(database, cancellationToken)) is { } refusal)
            return [$"{refusal.What} ({refusal.Remedy})"];

        try
        {
            var rehearsal = new ExternalRehearsal(engine, fingerprints, store, context);
            await rehearsal.ForgetAsync(database, cancellationToken);
            var image = (await trial.FindAsync(store, context, cancellationToken)).Image;
            return context.IsHop && await rehearsal.FindAsync(database, image, cancellationToken) is { } hopeless ? [$"{hopeless.What} ({hopeless.Remedy})"] : [];
        }
        catch (HopguardException missing)
        {
            return [$"{missing.Message} ({missing.Remedy})"];
        }
    }

    /// <summary>Takes the dump, and leaves the database closed.</summary>
    public async Task<StepOutcome> TakeAsync(CancellationToken cancellationToken)
    {
        var partial = DumpFolder.MakePartial(step, context);
        try
        {
            return await TakeAsync(partial, cancellationToken);
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            context.Folder.DropPartialCopy(step.As);
            await servers.OpenAsync(store, step, context, cancellationToken);
            throw;
        }
    }

    private async Task<StepOutcome> TakeAsync(string partial, CancellationToken cancellationToken)
    {
        var takenAt = context.Clock.GetUtcNow();
        var image = (await trial.FindAsync(store, context, cancellationToken)).Image;
        var database = await servers.EndpointAsync(store, cancellationToken);
        await using var locks = await TableLocks.TakeAsync(database, cancellationToken);
        var tools = new ToolRunner(engine, image, database, ExternalTrial.HostNetwork, partial, context.Owner("dump")) { Cluster = await ServerIdentity.AskAsync(locks.Connection, cancellationToken) };
        var fingerprint = await new DumpWriter(database, tools, fingerprints, context).WriteAsync(partial, step.Jobs, image, cancellationToken);
        var closed = await CloseAsync(database, locks, fingerprint, cancellationToken);
        var files = await EvidenceStore.HashFolderAsync(partial, context.Progress, cancellationToken);
        context.Evidence.Save(Fingerprint.FileName(step.As), fingerprint);
        context.Evidence.Save(ClosedDatabase.FileName(step.As), closed);
        var copy = DumpFolder.Complete(step, context, partial, files, takenAt);
        return new StepOutcome.Done($"{DumpFolder.Describe(copy)}; {FingerprintCounts.Summary(fingerprint)}; {store.Server} is closed, so that nobody writes to it any more");
    }

    // Noted first: whoever finds the note opens the database again.
    private async Task<ClosedDatabase> CloseAsync(PostgreSqlEndpoint database, TableLocks locks, Fingerprint dumped, CancellationToken cancellationToken)
    {
        context.Evidence.Save(ClosedDatabase.FileName(step.As), new ClosedDatabase(null));
        var closed = await new DatabaseHold(database).CloseAsync(cancellationToken);
        if (RefuseClients(await ExternalServers.ListClientsAsync(locks.Connection, cancellationToken)) is { } connected)
            throw new HopguardException(connected.What, connected.Remedy);

        // Rows could not change under the locks. What no lock covers is read once more, now that nobody is left to change it.
        var (name, then) = dumped.Databases.Single();
        var now = await fingerprints.ReadBesideRowsAsync(locks.Connection, isOnly: true, then.Tables, cancellationToken);
        var differences = FingerprintComparison.Compare(dumped, dumped with { Databases = new(StringComparer.Ordinal) { [name] = now } });
        return differences.Count == 0 ? closed : throw new HopguardException(
            $"{database.Subject} was written to after its dump began: {Difference.First(differences)}",
            $"Find out who writes to {store.Server}, end that connection and run the same command again: it takes the copy anew, with what was written");
    }

    private Task<StepOutcome.Failed?> FindUnusedAsync(PostgreSqlEndpoint database, CancellationToken cancellationToken) => step.Store.Text == context.Application.Migrations.Store
        ? DumpPrecheck.FindUnusedAsync(database, context.Application.Migrations with { Database = store.Server.Database }, cancellationToken)
        : Task.FromResult<StepOutcome.Failed?>(null);

    private async Task<StepOutcome.Failed?> FindClientsAsync(CancellationToken cancellationToken) =>
        RefuseClients(await servers.ListLingeringClientsAsync(store, EndOfSession, context.Clock, cancellationToken));

    private StepOutcome.Failed? RefuseClients(IReadOnlyList<StoreClient> clients) => clients.Count == 0
        ? null
        : new StepOutcome.Failed($"{store.Server} still has clients: {string.Join(", ", clients)}", $"Stop the clients of {store.Server}, whose writes the copy would not hold: {string.Join(", ", clients)}");
}
