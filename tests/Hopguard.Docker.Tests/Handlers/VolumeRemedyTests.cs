using Hopguard.Containers.Ports;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>A step with volumes that is refused, or its way back, and what the refusal says is to be done: with that, the step is done or undone, and the data is where it belongs.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class VolumeRemedyTests(DockerLab lab)
{
    private const string StartOver = "Start over: going back keeps what was written, and a new run copies it";

    private readonly BackUpVolumes _backup = new() { Id = "backup", Stores = [Name.Of("media")], As = Name.Of("volumes") };
    private readonly VerifyCopy _verify = new() { Id = "verify", Copy = Name.Of("volumes"), By = Name.Of(VerifyCopy.ReadBack) };
    private readonly RetireVolume _retire = new() { Id = "retire", Store = Name.Of("database"), CoveredBy = Name.Of("dump") };
    private readonly PromoteVolume _promote = new() { Id = "promote", Trial = Name.Of("trial"), To = Name.Of("database") };

    [Fact]
    public async Task An_archive_is_taken_when_nobody_uses_its_volumes_and_again_when_somebody_did()
    {
        await using var shop = await FilledShop.StartAsync(lab);
        var context = shop.Context(await shop.InspectAsync(), _backup);
        var handler = new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        Task<StepOutcome> TakeAsync() => handler.DoAsync(context);
        Task AgainAsync()
        {
            File.Delete(context.Folder.Evidence("volumes.copy.json"));
            return Remedies.GoesThroughAsync(TakeAsync, "a new run");
        }

        await Remedies.LeadsOutAsync(
            TakeAsync, $"Volume '{shop.Volume("media")}' of store 'media' is in use by *, so an archive of it would not be of one moment", $"Stop what uses volume '{shop.Volume("media")}': *",
            () => shop.Compose.StopAsync(shop.Project, [], CancellationToken.None));

        await lab.ShellAsync(shop.Volume("media"), "echo late > late");
        await Remedies.LeadsOutAsync(
            () => new ArchiveVerifier(lab.Engine).VerifyAsync(_verify, context.Evidence.Copy("volumes"), context, CancellationToken.None), "Archive 'volumes' does not hold what store 'media' holds: *",
            "Roll back, find out who writes to the volume, and start over", AgainAsync);

        await shop.Compose.UpAsync(shop.Project, ["worker"], start: true, withDependencies: false, CancellationToken.None);
        await Remedies.LeadsOutAsync(
            async () => await shop.Freshness.RefuseLaterWritersAsync(["volumes"], context, CancellationToken.None) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            "Container '*worker*' may have written to store 'media' after copy 'volumes' was taken", StartOver, async () =>
            {
                await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);
                await AgainAsync();
            });

    }

    [Fact]
    public async Task An_archive_is_brought_back_where_there_is_room_and_its_file_is_whole_and_nobody_writes()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = shop.Context(shop.Inspected!, _backup);
        var handler = (IStepHandler)new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        await handler.SucceedAsync(context);
        await lab.ShellAsync(shop.Volume("media"), "rm picture; echo new > new");
        var copy = context.Evidence.Copy("volumes");

        context.Evidence.SaveCopy(copy with { Files = [.. copy.Files.Select(file => file with { Size = 1_000_000_000_000_000 })] });
        await Remedies.LeadsOutAsync(
            async () => await handler.GuardUndoAsync(_backup, context, CancellationToken.None) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            "Not enough space where the engine keeps its volumes to bring back copy 'volumes'*", "Free space there, then roll back again", () => context.Evidence.SaveCopy(copy));

        var file = Path.Combine(copy.Folder, "media.tar");
        var whole = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, whole[..^1]);
        (await handler.GuardUndoAsync(_backup, context, CancellationToken.None))!.What.Should().StartWith("Copy 'volumes' cannot be restored: ");
        await Remedies.LeadsOutAsync(
            () => handler.UndoAsync(context), "Copy 'volumes' cannot be restored: *", "The volume is untouched; restore the copy's file from elsewhere", () => File.WriteAllBytesAsync(file, whole));
        (await handler.GuardUndoAsync(_backup, context, CancellationToken.None)).Should().BeNull();
        (await lab.ShellAsync(shop.Volume("media"), "ls")).Should().Be("picture");

        context.Memory.Remember("restore media", "restoring");
        var writer = await UseAsync(shop.Volume("media"), "while :; do date +%N > /v/clock; done");
        await Remedies.LeadsOutAsync(
            () => handler.UndoAsync(context), $"Volume '{shop.Volume("media")}' differs from its archive after the restore: *", "Run the rollback again; the archive is intact",
            () => lab.Engine.RemoveContainerAsync(writer, CancellationToken.None));
        (await lab.ShellAsync(shop.Volume("media"), "ls")).Should().Be("picture");
    }

    [Fact]
    public async Task A_store_is_put_aside_and_promoted_once_it_is_free_proved_and_copied_and_both_are_undone()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire);
        var (retire, promote) = ((IStepHandler)new RetireVolumeHandler(lab.Engine, shop.Freshness), (IStepHandler)new PromoteVolumeHandler(lab.Engine, [shop.Probe], shop.Compose));
        var (retiring, promoting) = (shop.Context(before, _retire), shop.Context(before, _promote));
        var (volume, dump) = (shop.Volume("db"), Path.Combine(retiring.Folder.Copy("dump"), "dump.dat"));
        Task StartAsync() => shop.Compose.UpAsync(shop.Project, ["db"], start: true, withDependencies: false, CancellationToken.None);
        Task StopAsync() => shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);

        await Remedies.LeadsOutAsync(
            () => promote.DoAsync(promoting), $"Volume '{volume}' of store 'database' is not empty, so the trial cannot be moved into it", "Roll back, or put its content aside first", async () =>
                await Remedies.LeadsOutInTurnAsync(
                    () => retire.DoAsync(retiring),
                    (StartAsync, $"Container '{shop.Container("db")}' uses store 'database' and may have written to it after copy 'dump' was taken",
                        $"Stop container '{shop.Container("db")}' and start over: going back keeps what was written, and a new run copies it", StopAsync),
                    (() => File.WriteAllTextAsync(dump, "DUMP"), "Copy 'dump' is damaged: *", "Roll back; the store itself is untouched", () => File.WriteAllTextAsync(dump, "dump")),
                    (Now(() => Changed(shop, "Store 'database' was written to")), "Store 'database' was written to", StartOver, Now(() => Changed(shop, null)))));
        await promote.UndoAsync(promoting);
        await retire.UndoAsync(retiring);
        (await lab.ShellAsync(volume, "cat PG_VERSION")).Should().Be("10");
    }

    [Fact]
    public async Task A_trial_is_promoted_once_its_server_ended_cleanly_and_nobody_uses_the_store()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire, "trap '[ -e /data/ended ] && exit 0; touch /data/ended; exit 3' TERM; sleep 86400 & wait");
        var (retire, promote) = ((IStepHandler)new RetireVolumeHandler(lab.Engine, shop.Freshness), (IStepHandler)new PromoteVolumeHandler(lab.Engine, [shop.Probe], shop.Compose));
        await retire.SucceedAsync(shop.Context(before, _retire));
        var (volume, user) = (shop.Volume("db"), string.Empty);

        await Remedies.LeadsOutInTurnAsync(
            () => promote.DoAsync(shop.Context(before, _promote)),
            (async () => user = await UseAsync(volume), $"Volume '{volume}' is in use by *", $"Stop what uses volume '{volume}': *", () => lab.Engine.RemoveContainerAsync(user, CancellationToken.None)),
            (Now(() => { }), $"Trial server '{shop.Name}-trial' ended with exit code 3 instead of shutting down cleanly", "Run the same command again", Now(() => { })));
        (await lab.ShellAsync(volume, "cat PG_VERSION")).Should().Be("15");
    }

    [Fact]
    public async Task A_way_back_is_begun_and_ends_when_its_data_is_there_and_free()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var (context, handler) = (shop.Context(await lab.TrialAsync(shop, _retire), _retire), (IStepHandler)new RetireVolumeHandler(lab.Engine, shop.Freshness));
        var (volume, retired) = (shop.Volume("db"), $"{shop.Volume("db")}-retired-database-retire-{shop.Name}");
        await handler.SucceedAsync(context);
        var user = string.Empty;
        var backup = await lab.VolumeAsync();
        async Task MoveAsync(string from, string to)
        {
            await lab.Engine.CreateVolumeAsync(to, new Dictionary<string, string>(), CancellationToken.None);
            await new VolumeMover(lab.Engine).MoveAsync(from, to, DockerLab.Helper(), new Memory(), CancellationToken.None);
            await lab.Engine.RemoveVolumeAsync(from, CancellationToken.None);
        }

        await Remedies.LeadsOutInTurnAsync(
            async () => await handler.GuardUndoAsync(_retire, context, CancellationToken.None) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            (async () => user = await UseAsync(retired), $"Volume '{retired}', which a rollback needs, is in use outside of the project by *", $"Stop what uses volume '{retired}': docker stop *",
                () => lab.Engine.RemoveContainerAsync(user, CancellationToken.None)),
            (() => MoveAsync(retired, backup.Name), $"Volume '{retired}' with the retired data of store 'database' is gone, so version 1.0.0 cannot have its data back",
                $"Bring volume '{retired}' back from a backup of the engine, or accept the new version; what was copied before the upgrade is in copy 'dump' of the run", () => MoveAsync(backup.Name, retired)));

        // Removed in the middle of the way back: what is in the copy is restored by hand.
        context.Memory.Remember("returning", "begun");
        await MoveAsync(retired, backup.Name);
        (await Remedies.LeadsOutAsync(
            () => handler.UndoAsync(context), $"Volume '{volume}' is empty and its retired data was deleted",
            $"Restore copy '{context.Folder.Copy("dump")}' into it as 'Restoring by hand' in docs/operating.md shows, with a server of version 1.0.0, then roll back again: what it holds is compared with the copy",
            () => lab.ShellAsync(volume, "echo 10 > PG_VERSION"))).Should().Be($"volume '{volume}' holds its data again");
        await lab.Engine.RemoveVolumeAsync(backup.Name, CancellationToken.None);
    }

    [Fact]
    public async Task What_was_retired_is_deleted_when_it_is_covered_and_free()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire);
        await new RetireVolumeHandler(lab.Engine, shop.Freshness).SucceedAsync(shop.Context(before, _retire));
        shop.Options = shop.Options with { Accept = true, DeleteRetired = true };
        var context = shop.Context(before, new DeleteRetired { Id = "delete" }, _retire);
        var (retired, dump, user) = ($"{shop.Volume("db")}-retired-database-retire-{shop.Name}", Path.Combine(context.Folder.Copy("dump"), "dump.dat"), string.Empty);

        await Remedies.LeadsOutInTurnAsync(
            () => new DeleteRetiredHandler(lab.Engine).DoAsync(context),
            (() => File.WriteAllTextAsync(dump, "DUMP"), "Copy 'dump' is damaged, so what it covers is not deleted: *", "Keep the retired volumes, or take a new backup first", () => File.WriteAllTextAsync(dump, "dump")),
            (async () => user = await UseAsync(retired), $"Retired volume '{retired}' is mounted by *", $"Remove the containers that mount volume '{retired}': *", () => lab.Engine.RemoveContainerAsync(user, CancellationToken.None)));
        (await lab.Engine.FindVolumeAsync(retired, CancellationToken.None)).Should().BeNull();
    }

    private static void Changed(Shop shop, string? what) => shop.Database.FindChangeAsync(default!, default!, default).ReturnsForAnyArgs(what);

    private static Func<Task> Now(Action act) => () =>
    {
        act();
        return Task.CompletedTask;
    };

    private async Task<string> UseAsync(string volume, string script = "sleep 600") => (await lab.Engine.StartNewAsync(
        new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Command = ["sh", "-c", script], Mounts = [new ContainerMount("volume", volume, "/v", false)] }, CancellationToken.None)).Name;
}
