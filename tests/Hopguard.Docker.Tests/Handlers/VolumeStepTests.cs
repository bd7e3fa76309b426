using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(DockerLabCollection))]
public sealed class VolumeStepTests(DockerLab lab)
{
    private readonly BackUpVolumes _backup = new() { Id = "backup", Stores = [Name.Of("media")], As = Name.Of("volumes") };
    private readonly VerifyCopy _verify = new() { Id = "verify", Copy = Name.Of("volumes"), By = Name.Of(VerifyCopy.ReadBack) };
    private readonly RetireVolume _retire = new() { Id = "retire", Store = Name.Of("database"), CoveredBy = Name.Of("dump") };
    private readonly PromoteVolume _promote = new() { Id = "promote", Trial = Name.Of("trial"), To = Name.Of("database") };

    [Fact]
    public async Task Backup_of_a_volume_in_use_is_refused()
    {
        await using var shop = await Shop.BorrowAsync(lab);

        (await new BackUpVolumesHandler(lab.Engine, shop.Freshness).FailAsync(shop.Context(await shop.InspectAsync(), _backup))).Should().Contain("is in use by").And.Contain(shop.Container("server"));
    }

    [Fact]
    public async Task Backup_is_proved_by_reading_back_and_a_later_write_is_found()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var (context, verifier) = (await BackUpAsync(shop), new ArchiveVerifier(lab.Engine));
        var copy = context.Evidence.Copy("volumes");

        (await verifier.VerifyAsync(_verify, copy, context, CancellationToken.None)).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().StartWith("2 entries of 1 volume");
        copy.Files.Select(file => file.Path).Should().Equal("media.tar", "media.manifest.jsonl");

        await lab.ShellAsync(shop.Volume("media"), "echo late > late");
        (await verifier.VerifyAsync(_verify, copy, context, CancellationToken.None)).Should().BeOfType<StepOutcome.Failed>();
    }

    [Fact]
    public async Task Undo_of_a_backup_restores_what_a_newer_version_changed_and_keeps_its_work()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = await BackUpAsync(shop);
        var handler = new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        (await handler.UndoAsync(context)).Should().Be("store 'media' is unchanged");
        await lab.ShellAsync(shop.Volume("media"), "rm picture; echo new > new");

        await handler.UndoAsync(context);

        (await lab.ShellAsync(shop.Volume("media"), "ls")).Should().Be("picture");
        (await lab.ShellAsync($"{shop.Volume("media")}-abandoned-media-backup-{shop.Name}", "ls")).Should().Be("new");
        (await handler.UndoAsync(context)).Should().Be("store 'media' is unchanged");
    }

    [Fact]
    public async Task What_a_restore_brought_back_is_flushed_to_disk_before_it_is_compared()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = await BackUpAsync(shop);
        await lab.ShellAsync(shop.Volume("media"), "rm picture");
        await using var proxy = new EngineProxy(lab.Lab.Host);
        using var engine = new DockerEngine(new DockerEndpoint(proxy.Address));
        proxy.LetRemovalsThrough();

        await new BackUpVolumesHandler(engine, shop.Freshness).UndoAsync(context);

        var sent = proxy.Sent.ToList();
        var (unpacked, flushed) = (sent.FindLastIndex(piece => piece.StartsWith("PUT ", StringComparison.Ordinal)), sent.FindLastIndex(piece => piece.Contains("sync -f", StringComparison.Ordinal)));
        var compared = sent.FindLastIndex(piece => piece.StartsWith("GET ", StringComparison.Ordinal) && piece.Contains("/archive?", StringComparison.Ordinal));
        new[] { unpacked, flushed, compared }.Should().BeInAscendingOrder().And.NotContain(-1);
    }

    [Fact]
    public async Task Undo_killed_after_it_restored_leaves_what_the_version_before_wrote_since()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = await BackUpAsync(shop);
        var handler = new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        await lab.ShellAsync(shop.Volume("media"), "rm picture; echo new > new");
        await handler.UndoAsync(context);
        await lab.ShellAsync(shop.Volume("media"), "echo later > later");

        (await handler.UndoAsync(context)).Should().Be("store 'media' was restored from copy 'volumes' before, and keeps what was written since");

        (await lab.ShellAsync(shop.Volume("media"), "ls")).Should().Be("later\npicture");
        (await lab.ShellAsync($"{shop.Volume("media")}-abandoned-media-backup-{shop.Name}", "ls")).Should().Be("new");
    }

    [Fact]
    public async Task Undo_killed_while_it_restored_starts_the_restore_again()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = await BackUpAsync(shop);
        await lab.ShellAsync(shop.Volume("media"), "rm picture; echo half > part");
        context.Memory.Remember("restore media", "restoring");

        await new BackUpVolumesHandler(lab.Engine, shop.Freshness).UndoAsync(context);

        (await lab.ShellAsync(shop.Volume("media"), "ls; cat picture")).Should().Be("picture\nimage");
    }

    [Fact]
    public async Task Store_is_retired_and_the_trial_promoted_and_both_are_reversed()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire);
        var (retire, promote) = (new RetireVolumeHandler(lab.Engine, shop.Freshness), new PromoteVolumeHandler(lab.Engine, [shop.Probe], shop.Compose));

        await retire.SucceedAsync(shop.Context(before, _retire));
        await promote.SucceedAsync(shop.Context(before, _promote));
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("15");
        (await lab.ShellAsync($"{shop.Volume("db")}-retired-database-retire-{shop.Name}", "cat PG_VERSION")).Should().Be("10");
        (await lab.Engine.FindVolumeAsync($"{shop.Name}-trial", CancellationToken.None)).Should().BeNull();

        foreach (var _ in new[] { "undone", "undone again" })
            await promote.UndoAsync(shop.Context(before, _promote));
        foreach (var _ in new[] { "undone", "undone again" })
            await retire.UndoAsync(shop.Context(before, _retire));
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("10");
        (await lab.ShellAsync($"{shop.Volume("db")}-abandoned-database-promote-{shop.Name}", "cat PG_VERSION")).Should().Be("15");
    }

    [Fact]
    public async Task A_rollback_is_not_begun_where_it_would_stop_half_way()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var (context, retire) = (shop.Context(await lab.TrialAsync(shop, _retire), _retire), new RetireVolumeHandler(lab.Engine, shop.Freshness));
        var retired = $"{shop.Volume("db")}-retired-database-retire-{shop.Name}";
        Task<StepOutcome.Failed?> GuardAsync() => ((IStepHandler)retire).GuardUndoAsync(_retire, context, CancellationToken.None);
        (await GuardAsync()).Should().BeNull("nothing was put aside");

        await retire.SucceedAsync(context);
        (await GuardAsync()).Should().BeNull();
        var user = await lab.Engine.StartNewAsync(
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Command = ["sleep", "600"], Mounts = [new ContainerMount("volume", retired, "/v", true)] }, CancellationToken.None);
        (await GuardAsync())!.Remedy.Should().Be($"Stop what uses volume '{retired}': docker stop {user.Name}");
        await lab.Engine.RemoveContainerAsync(user.Id, CancellationToken.None);

        var moved = await lab.VolumeAsync();
        await new VolumeMover(lab.Engine).MoveAsync(retired, moved.Name, DockerLab.Helper(), new Memory(), CancellationToken.None);
        await lab.Engine.RemoveVolumeAsync(retired, CancellationToken.None);
        (await GuardAsync())!.What.Should().Be($"Volume '{retired}' with the retired data of store 'database' is gone, so version 1.0.0 cannot have its data back");
        await moved.DisposeAsync();
    }

    [Fact]
    public async Task An_emptied_volume_that_somebody_else_s_stopped_container_mounts_fails_nothing_and_is_told_of()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire);
        var (retire, promote) = (new RetireVolumeHandler(lab.Engine, shop.Freshness), new PromoteVolumeHandler(lab.Engine, [shop.Probe], shop.Compose));
        var (retiring, promoting) = (shop.Context(before, _retire), shop.Context(before, _promote));
        var (trial, retired) = ($"{shop.Name}-trial", $"{shop.Volume("db")}-retired-database-retire-{shop.Name}");
        await retire.SucceedAsync(retiring);
        string[] strangers = [$"{shop.Name}-stranger", $"{shop.Name}-other"];
        await lab.Lab.DockerAsync("create", "--name", strangers[0], "--volume", $"{trial}:/t", DockerLab.Busybox, "true");
        await lab.Lab.DockerAsync("create", "--name", strangers[1], "--volume", $"{retired}:/t", DockerLab.Busybox, "true");

        foreach (var attempt in new[] { "done", "done again" })
            (await promote.SucceedAsync(promoting)).Should().EndWith($"is store 'database', in volume '{shop.Volume("db")}'", attempt);
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("15");
        promoting.Memory.Recall("kept:volume of trial 'trial', which is empty and could not be removed").Should().Be(trial);

        foreach (var attempt in new[] { "undone", "undone again" })
            (await promote.UndoAsync(promoting)).Should().StartWith("what store 'database' held after the promotion is kept", attempt);
        foreach (var attempt in new[] { "undone", "undone again" })
            (await retire.UndoAsync(retiring)).Should().Be($"data of store 'database' is back in volume '{shop.Volume("db")}'", attempt);
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("10");
        (await lab.ShellAsync($"{shop.Volume("db")}-abandoned-database-promote-{shop.Name}", "cat PG_VERSION")).Should().Be("15");
        retiring.Memory.Recall("kept:volume of the retired data of store 'database', which is empty and could not be removed").Should().Be(retired);

        foreach (var stranger in strangers)
            await lab.Engine.RemoveContainerAsync(stranger, CancellationToken.None);
        await retire.UndoAsync(retiring);
        (await lab.Engine.FindVolumeAsync(retired, CancellationToken.None)).Should().BeNull();
        retiring.Memory.Recall("kept:volume of the retired data of store 'database', which is empty and could not be removed").Should().BeEmpty();
    }

    [Fact]
    public async Task A_store_that_is_begun_while_its_data_is_retired_is_put_aside_each_time_and_the_data_comes_back()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var (context, retire) = (shop.Context(await lab.TrialAsync(shop, _retire), _retire), new RetireVolumeHandler(lab.Engine, shop.Freshness));
        var abandoned = $"{shop.Volume("db")}-abandoned-database-retire-{shop.Name}";
        foreach (var name in new[] { abandoned, $"{abandoned}-2" })
        {
            await retire.SucceedAsync(context);
            await shop.Compose.UpAsync(shop.Project, ["db"], start: true, withDependencies: false, CancellationToken.None);
            await lab.ShellAsync(shop.Volume("db"), "echo begun > PG_VERSION");

            (await retire.UndoAsync(context)).Should().Be($"data of store 'database' is back in volume '{shop.Volume("db")}', what was begun in it meanwhile is kept in volume '{name}'");

            (await shop.FindAsync("db"))!.IsAlive.Should().BeFalse();
            (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("10");
            (await lab.ShellAsync(name, "cat PG_VERSION")).Should().Be("begun");
        }

        const string what = "kept:data of store 'database' that was begun anew in the middle of the run";
        context.Memory.Recall(what).Should().Be(abandoned);
        context.Memory.Recall($"{what}, put aside as '{abandoned}-2'").Should().Be($"{abandoned}-2");
    }

    [Fact]
    public async Task A_store_that_somebody_else_uses_is_not_taken_from_them_by_the_undo()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var (context, retire) = (shop.Context(await lab.TrialAsync(shop, _retire), _retire), new RetireVolumeHandler(lab.Engine, shop.Freshness));
        await retire.SucceedAsync(context);
        var stranger = $"{shop.Name}-stranger";
        await lab.Engine.StartNewAsync(
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Name = stranger, Command = ["sleep", "600"], Mounts = [new ContainerMount("volume", shop.Volume("db"), "/data", false)] },
            CancellationToken.None);

        var undo = () => retire.UndoAsync(context);

        await undo.Should().ThrowAsync<HopguardException>().WithMessage($"*is in use by {stranger}");
        (await lab.Engine.FindContainerAsync(stranger, CancellationToken.None))!.IsAlive.Should().BeTrue();
        await lab.Engine.RemoveContainerAsync(stranger, CancellationToken.None);
        await retire.UndoAsync(context);
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("10");
    }

    [Fact]
    public async Task A_promotion_that_could_not_begin_is_undone_beside_a_store_that_somebody_began()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire);
        var (retire, promote) = (new RetireVolumeHandler(lab.Engine, shop.Freshness), new PromoteVolumeHandler(lab.Engine, [shop.Probe], shop.Compose));
        await retire.SucceedAsync(shop.Context(before, _retire));
        shop.Context(before, _promote).Memory.Remember("promoting", $"{shop.Name}-trial");
        await lab.ShellAsync(shop.Volume("db"), "echo begun > PG_VERSION");

        await promote.UndoAsync(shop.Context(before, _promote));
        await retire.UndoAsync(shop.Context(before, _retire));

        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("10");
        (await lab.ShellAsync($"{shop.Name}-trial", "cat PG_VERSION")).Should().Be("15");
        (await lab.ShellAsync($"{shop.Volume("db")}-abandoned-database-retire-{shop.Name}", "cat PG_VERSION")).Should().Be("begun");
    }

    [Theory]
    [InlineData(true, false, false, "*was not verified*")]
    [InlineData(false, true, false, "Copy 'dump' is damaged*")]
    [InlineData(false, false, true, "*may have written to it after copy 'dump' was taken")]
    public async Task Store_without_a_verified_whole_and_fresh_copy_is_not_retired(bool unverified, bool damaged, bool stale, string what)
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire);
        var context = shop.Context(before, _retire);
        if (unverified)
            context.Evidence.SaveCopy(context.Evidence.Copy("dump") with { Verification = null });
        if (damaged)
            await File.WriteAllTextAsync(Path.Combine(context.Folder.Copy("dump"), "dump.dat"), "DUMP");
        if (stale)
            await shop.Compose.UpAsync(shop.Project, ["db"], start: true, withDependencies: false, CancellationToken.None);

        (await new RetireVolumeHandler(lab.Engine, shop.Freshness).FailAsync(context)).Should().Match(what);
    }

    [Fact]
    public async Task Store_that_says_that_it_was_written_to_is_not_retired_and_one_whose_move_began_goes_on()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = shop.Context(await lab.TrialAsync(shop, _retire), _retire);
        shop.Database.FindChangeAsync(default!, default!, default).ReturnsForAnyArgs("Store 'database' was written to");

        (await new RetireVolumeHandler(lab.Engine, shop.Freshness).FailAsync(context)).Should().Be("Store 'database' was written to");
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("10");

        shop.Database.FindChangeAsync(default!, default!, default).ReturnsForAnyArgs((string?)null);
        await new RetireVolumeHandler(lab.Engine, shop.Freshness).SucceedAsync(context);
        shop.Database.FindChangeAsync(default!, default!, default).ReturnsForAnyArgs("there is no cluster any more");
        await new RetireVolumeHandler(lab.Engine, shop.Freshness).SucceedAsync(context);
    }

    [Fact]
    public async Task Trial_is_not_moved_into_a_volume_that_holds_data_nor_without_a_comparison()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = shop.Context(await lab.TrialAsync(shop, _retire), _promote);
        var promote = new PromoteVolumeHandler(lab.Engine, [shop.Probe], shop.Compose);

        (await promote.FailAsync(context)).Should().Contain("is not empty");

        context.Evidence.SaveCopy(context.Evidence.Copy("dump") with { Verification = null });
        (await promote.FailAsync(context)).Should().Contain("was not compared");
    }

    [Fact]
    public async Task Retired_data_is_deleted_only_when_accepted_and_asked_for()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var before = await lab.TrialAsync(shop, _retire);
        await new RetireVolumeHandler(lab.Engine, shop.Freshness).SucceedAsync(shop.Context(before, _retire));
        var (delete, step) = (new DeleteRetiredHandler(lab.Engine), new DeleteRetired { Id = "delete" });

        (await delete.WaitAsync(shop.Context(before, step, _retire))).Should().StartWith($"the operator's --delete-retired; until then '{shop.Volume("db")}-retired-database-retire-{shop.Name}' (");

        // A size is for people only: the image that measures may be gone with the old version.
        var later = (ContainerDetails.Of(before) with { Services = [.. before.Services.Select(service => service with { ImageId = "hopguard-test/none:1" })] }).AddTo(before);
        (await delete.WaitAsync(shop.Context(later, step, _retire))).Should().EndWith($"'{shop.Volume("db")}-retired-database-retire-{shop.Name}' is kept");

        shop.Options = shop.Options with { Accept = true, DeleteRetired = true };
        (await delete.SucceedAsync(shop.Context(later, step, _retire))).Should().StartWith("deleted: ");
        (await lab.Engine.FindVolumeAsync($"{shop.Volume("db")}-retired-database-retire-{shop.Name}", CancellationToken.None)).Should().BeNull();
    }

    private async Task<StepContext> BackUpAsync(Shop shop)
    {
        var context = shop.Context(shop.Inspected!, _backup);
        await new BackUpVolumesHandler(lab.Engine, shop.Freshness).SucceedAsync(context);
        return context;
    }

    [Fact]
    public async Task Rollback_without_room_for_the_archive_is_refused_before_it_begins_where_a_volume_changed()
    {
        await using var shop = await FilledShop.BorrowStoppedAsync(lab);
        var context = await BackUpAsync(shop);
        var handler = (IStepHandler)new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        (await handler.GuardUndoAsync(_backup, context, CancellationToken.None)).Should().BeNull();
        var copy = context.Evidence.Copy("volumes");
        context.Evidence.SaveCopy(copy with { Files = [.. copy.Files.Select(file => file with { Size = 1_000_000_000_000_000 })] });
        (await handler.GuardUndoAsync(_backup, context, CancellationToken.None)).Should().BeNull("nobody changed the volume");

        await lab.ShellAsync(shop.Volume("media"), "echo new > new");

        (await handler.GuardUndoAsync(_backup, context, CancellationToken.None))!.What.Should().StartWith("Not enough space where the engine keeps its volumes to bring back copy 'volumes'");
    }
}
