using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Dumps;

/// <summary>Dumps a cluster: globals and every database in directory format, each file hashed, and the fingerprint of what was dumped beside it.</summary>
public sealed class DumpDatabaseHandler(IContainerEngine engine, ICompose compose, TimeProvider clock) : StepHandler<DumpDatabase>
{
    private const int DifferencesShown = 5;
    private readonly PostgreSqlProbe _probe = new(engine, clock);

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Evidence.HasCopy(step.As))
            return Probe.NotDone();

        var copy = context.Evidence.Copy(step.As);
        return await EvidenceStore.RecheckAsync(copy, context.Progress, cancellationToken) is { } damage
            ? throw new HopguardException($"Copy '{copy.Name}' was complete and is damaged now: {damage}", "Check the disk it lies on, and start over with a new run")
            : Probe.Done(Describe(copy));
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Evidence.HasCopy(step.As))
            return new StepOutcome.Failed($"Copy '{step.As}' exists already and is never overwritten", "Start over with a new run");

        return await DumpPrecheck.FindAsync(await FindServerAsync(step, context, cancellationToken), _probe, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        var server = await FindServerAsync(step, context, cancellationToken);
        var target = await TargetServer.FindAsync(engine, compose, step.Store, context, cancellationToken);
        var partial = MakePartialFolder(step, context);
        try
        {
            return await DumpAsync(step, server, target, partial, context, cancellationToken);
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            context.Folder.DropPartialCopy(step.As);
            throw;
        }
    }

    private async Task<StepOutcome> DumpAsync(DumpDatabase step, ServerContainer server, TargetServer target, string partial, StepContext context, CancellationToken cancellationToken)
    {
        var takenAt = clock.GetUtcNow();
        var tools = new ToolRunner(engine, target.Image, server, partial, context.Labels("dump"));
        var writer = new DumpWriter(server, tools, new FingerprintReader(SecretDigest.OfRun(context.Evidence), clock), context);
        var fingerprint = await writer.WriteAsync(partial, step.Jobs, target.Image, cancellationToken);
        if (await DumpPrecheck.FindClientsAsync(server, _probe, cancellationToken) is { } connected)
            return connected;

        context.Evidence.Save(Fingerprint.FileName(step.As), fingerprint);
        var copy = await CompleteAsync(step, context, partial, takenAt, cancellationToken);
        return new StepOutcome.Done($"{Describe(copy)}; {FingerprintCounts.Summary(fingerprint)}");
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Evidence.Find<Fingerprint>(Fingerprint.FileName(step.As)) is not { } before)
            return "the dump was not completed, nothing to compare";

        var container = context.Before.Store(step.Store).Container;
        if (await engine.FindContainerAsync(container, cancellationToken) is { IsAlive: false })
            await engine.StartAsync(container, cancellationToken);

        await _probe.WaitUntilReadyAsync(container, context.Options.Patience, context.Progress, cancellationToken);
        var server = await FindServerAsync(step, context, cancellationToken);
        var now = await new FingerprintReader(SecretDigest.OfRun(context.Evidence), clock).ReadAsync(server.Endpoint, context.Progress, cancellationToken);
        var differences = FingerprintComparison.Compare(before, now).Select(difference => difference.ToString()).ToList();
        if (before.Server.SystemIdentifier != now.Server.SystemIdentifier)
            differences.Insert(0, "it is another cluster (its system identifier differs)");

        if (differences.Count == 0)
            return $"store '{step.Store}' holds what it held when it was dumped: {FingerprintCounts.Summary(now)}";

        return await WasWrittenByItsOwnAsync(step, context, cancellationToken) && before.Server.SystemIdentifier == now.Server.SystemIdentifier
            ? $"store '{step.Store}' was written to after it was dumped, and holds what was written: {string.Join("; ", differences.Take(DifferencesShown))}"
            : throw new HopguardException($"Store '{step.Store}' is not what it was when it was dumped: {string.Join("; ", differences.Take(DifferencesShown))}", $"Its dump is kept in '{context.Folder.Copy(step.As)}'");
    }

    // A store that the run never put aside can only have been changed by the version it belongs to; so can one that a writer of that version came back to.
    private async Task<bool> WasWrittenByItsOwnAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) =>
        !context.Plan.Steps.OfType<RetireVolume>().Any(retire => retire.Store.Text == step.Store.Text && context.HasBegun(retire))
        || (await LaterWriters.FindAsync(engine, context.Evidence.Copy(step.As), context, cancellationToken)).Count > 0;

    private Task<ServerContainer> FindServerAsync(DumpDatabase step, StepContext context, CancellationToken cancellationToken) =>
        ServerContainer.FindAsync(engine, context.Before.Store(step.Store).Container, $"store '{step.Store}'", cancellationToken);

    // What an attempt left that was killed before its copy was declared complete proves nothing, under either name: the source still holds everything.
    private static string MakePartialFolder(DumpDatabase step, StepContext context)
    {
        foreach (var leftover in new[] { context.Folder.PartialCopy(step.As), context.Folder.Copy(step.As) }.Where(Directory.Exists))
            Directory.Delete(leftover, recursive: true);

        return Directory.CreateDirectory(context.Folder.PartialCopy(step.As)).FullName;
    }

    private static async Task<CopyEvidence> CompleteAsync(
        DumpDatabase step, StepContext context, string partial, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        var files = await EvidenceStore.HashFolderAsync(partial, context.Progress, cancellationToken);
        foreach (var folder in Directory.GetDirectories(partial).Append(partial))
            DurableFile.FlushFolder(folder);

        var final = context.Folder.Copy(step.As);
        Directory.Move(partial, final);
        DurableFile.FlushFolder(Path.GetDirectoryName(final)!);
        var copy = new CopyEvidence { Name = step.As, Kind = CopyEvidence.Dump, Stores = [step.Store], TakenAt = takenAt, Folder = final, Files = files };
        context.Evidence.SaveCopy(copy);
        return copy;
    }

    private static string Describe(CopyEvidence copy) => $"{Difference.Count(copy.Files.Count, "file")}, {Difference.Count(copy.Size / 1024 / 1024, "MiB").TrimEnd('s')} in '{copy.Folder}'";
}
