using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Restores;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Stopping;
using Hopguard.Postgres.Verification;

namespace Hopguard.Postgres.Rollbacks;

/// <summary>
/// The rollback of a database that another version has changed in place: its dump is restored beside it by the image of the version before, compared with what was dumped, and only then
/// moved into the store's volume. What the newer version left is moved aside, never deleted: somebody may have worked with it. Killed anywhere, the same call completes it.
/// </summary>
internal sealed class DumpReturn(IContainerEngine engine, IVolumeContents volumes, ServerStop stop, DumpDatabase step, StepContext context)
{
    private const string Phase = "dump-return";
    private const string Restoring = "restoring";
    private const string MovingAside = "moving-aside";
    private const string Settling = "settling";
    private const string MovingIn = "moving-in";
    private const string Returned = "returned";
    private const string Anew = "filled-anew";
    private const string AsideMount = "/hopguard/aside";
    private const string RestoredMount = "/hopguard/restored";

    // A dump holds no files. Theirs are those of the version before: the same image wrote them, and another version only ran on them.
    private const string TakeSettings = """
        for file in postgresql.conf postgresql.auto.conf pg_hba.conf pg_ident.conf; do
            if [ -f "$1/$file" ]; then cp -p "$1/$file" "$2/$file" || exit 1; fi
        done
        sync
        """;

    private static readonly TimeSpan StopTimeLimit = TimeSpan.FromMinutes(5);
    private readonly MadeVolumes _made = new(engine);

    /// <summary>Whether an earlier attempt has begun, and not ended yet.</summary>
    public bool HasBegun => context.Memory.Recall(Phase) is { Length: > 0 } and not Returned;

    /// <summary>Whether the store was brought back before: what it holds beyond its copy was written since, by the version before.</summary>
    public bool HasEnded => context.Memory.Recall(Phase) == Returned;

    /// <summary>Under which name the comparison of what was restored is kept as evidence.</summary>
    public static string ComparedBy(DumpDatabase step) => $"{step.Id}-rollback";

    private CopyEvidence Copy => context.Evidence.Copy(step.As);

    private string Volume => MadeNames.VolumeOf(context, step.Store);

    private string Aside => MadeNames.Abandoned(context, step.Store, step.Id);

    /// <summary>Brings the store back, from whatever point an earlier attempt was killed at; its server is stopped afterwards.</summary>
    /// <param name="server">The container of the store's server in the version before.</param>
    /// <param name="cancellationToken">Stops between two safe states.</param>
    /// <exception cref="HopguardException">The dump is damaged, cannot be restored, or what was restored is not what was dumped.</exception>
    public async Task<string> BringBackAsync(ContainerState server, CancellationToken cancellationToken)
    {
        var target = TargetOf(server);
        var trial = new TrialEvidence(
            "rollback", step.Store, Copy.Name, MadeNames.RollbackContainer(context, step.Store, Copy.Name), MadeNames.RollbackVolume(context, step.Store, Copy.Name), server.ImageId, 0);
        if (!HasBegun)
        {
            if (await context.FindDamageAsync(Copy, cancellationToken) is { } damage)
                throw new HopguardException($"Copy '{Copy.Name}' cannot be restored: {damage}", "The volume is untouched; restore the copy's file from elsewhere");

            context.Memory.Remember(Phase, Restoring);
        }

        await stop.HoldAsync(server, cancellationToken);
        if (context.Memory.Recall(Phase) == Restoring)
            await RestoreAsync(trial, target, server, cancellationToken);
        if (context.Memory.Recall(Phase) == MovingAside)
            await MoveAsideAsync(cancellationToken);
        if (context.Memory.Recall(Phase) == Settling)
            await TakeSettingsAsync(trial, server, cancellationToken);

        await MoveInAsync(trial, cancellationToken);
        return $"store '{step.Store}' was restored from copy '{Copy.Name}', what it held since is kept in volume '{Aside}'";
    }

    // The image by id: its tag may name another one by now.
    private TargetServer TargetOf(ContainerState server) =>
        new(server.ImageId, SecretFiles.Resolve(server.Environment, server.Mounts), Volume, context.Before.Store(step.Store).MountPath!);

    private async Task RestoreAsync(TrialEvidence trial, TargetServer target, ContainerState server, CancellationToken cancellationToken)
    {
        var beside = new TrialServer(engine, trial, target, TrialServer.NetworkOf(server, step.Store), context) { Variables = PasswordMethods.VariablesFor(Copy, target, context.Log) };
        var restored = await beside.StartForLoadAsync(cancellationToken);
        await LoadAsync(restored, cancellationToken);
        await Analysis.RunAsync(restored.Endpoint, context.Log, cancellationToken);
        var (_, outcome) = await StoreComparison.CompareAsync(ComparedBy(step), Copy.Name, restored, context, cancellationToken);
        if (outcome is StepOutcome.Failed differs)
            throw new HopguardException($"Copy '{Copy.Name}' does not bring back what was dumped: {differs.What}", "Nothing was moved; run the rollback again, which restores the copy anew");

        await engine.StopAsync(trial.Container, StopTimeLimit, cancellationToken);
        await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        context.Memory.Remember(Phase, MovingAside);
    }

    private async Task LoadAsync(ServerContainer restored, CancellationToken cancellationToken)
    {
        string cluster;
        await using (var connection = await PinnedSession.OpenAsync(restored.Endpoint, cancellationToken))
            cluster = (await connection.ScalarAsync<string>(ServerIdentity.OfCluster, cancellationToken))!;

        var scratch = Directory.CreateDirectory(context.Folder.PartialCopy($"{Copy.Name}-rollback")).FullName;
        try
        {
            await new DumpRestorer(engine, restored, Copy, cluster, scratch, context).RestoreAsync(step.Jobs, cancellationToken);
        }
        finally
        {
            CleanUp.Folder(scratch);
        }
    }

    private async Task MoveAsideAsync(CancellationToken cancellationToken)
    {
        await _made.CreateAsync(Aside, Volume, "abandoned", context, cancellationToken);
        if (!await volumes.AreBothFilledAsync(Volume, Aside, context, cancellationToken))
            await volumes.MoveAsync(Volume, Aside, context, cancellationToken);

        context.Memory.Keeps($"data of store '{step.Store}' from the version that was rolled back", Aside);
        context.Memory.Remember(Phase, Settling);
    }

    private async Task TakeSettingsAsync(TrialEvidence trial, ContainerState server, CancellationToken cancellationToken)
    {
        var data = DataFolder.Of(server).Path;
        var result = await engine.RunAsync(
            new ContainerSpec
            {
                Image = server.ImageId,
                Entrypoint = ["sh", "-c", TakeSettings, "sh"],
                Command = [$"{AsideMount}/{data}".TrimEnd('/'), $"{RestoredMount}/{data}".TrimEnd('/')],
                User = "0:0",
                Network = ContainerSpec.NoNetwork,
                Owner = context.Owner("settings"),
                Mounts = [ContainerMount.Of(Aside, AsideMount, isReadOnly: true), ContainerMount.Of(trial.Volume, RestoredMount, isReadOnly: false)],
            },
            onLine: null,
            cancellationToken);
        if (result.ExitCode != 0)
            throw new HopguardException($"Settings of the server could not be taken over from volume '{Aside}': {result.Error.Trim()}", $"Look whether volume '{trial.Volume}' can be written to, then roll back again");

        context.Memory.Remember(Phase, MovingIn);
    }

    private async Task MoveInAsync(TrialEvidence trial, CancellationToken cancellationToken)
    {
        // Gone once it was emptied: killed before that could be said.
        if (await engine.FindVolumeAsync(trial.Volume, cancellationToken) is not null)
        {
            await ClearAsync(trial, cancellationToken);
            await volumes.MoveAsync(trial.Volume, Volume, context, cancellationToken);
            await _made.TryRemoveAsync(trial.Volume, $"volume of the restored copy '{Copy.Name}', which is empty and could not be removed", context, cancellationToken);
        }

        context.Memory.Remember(Phase, Returned);
    }

    // A deployment that is started while its data is put aside begins an empty store. Nobody but the operator knows what that one is worth.
    private async Task ClearAsync(TrialEvidence trial, CancellationToken cancellationToken)
    {
        var begun = context.Memory.Recall(Anew) is { Length: > 0 } known ? known : null;
        if (begun is null && !await volumes.AreBothFilledAsync(trial.Volume, Volume, context, cancellationToken))
            return;

        var anew = begun ?? await FreeNameAsync(cancellationToken);
        context.Memory.Remember(Anew, anew);
        await _made.CreateAsync(anew, Volume, "abandoned", context, cancellationToken);
        await volumes.MoveAsync(Volume, anew, context, cancellationToken);
        context.Memory.Keeps($"data of store '{step.Store}' that was begun anew in the middle of the rollback, put aside as '{anew}'", anew);
        context.Memory.Remember(Anew, string.Empty);
    }

    private async Task<string> FreeNameAsync(CancellationToken cancellationToken)
    {
        var number = 2;
        while (await engine.FindVolumeAsync($"{Aside}-{number}", cancellationToken) is not null)
            number++;

        return $"{Aside}-{number}";
    }
}
