using Hopguard.Containers.Steps;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>The backup of volumes of which most is done while the application still serves.</summary>
[Collection(nameof(SecondDockerLabCollection))]
public sealed class EarlyBackUpTests(DockerLab lab)
{
    private readonly BackUpVolumes _backup = new() { Id = "backup", Stores = [Name.Of("media"), Name.Of("database")], As = Name.Of("volumes") };
    private readonly VerifyCopy _verify = new() { Id = "verify", Copy = Name.Of("volumes"), By = Name.Of(VerifyCopy.ReadBack) };

    [Fact]
    public async Task Of_a_volume_only_what_changed_since_is_read_after_the_stop()
    {
        await using var shop = await StartedAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var context = await PrepareAsync(shop);
        await lab.ShellAsync(shop.Volume("db"), "echo 11 > PG_VERSION");

        var summary = await StopAndBackUpAsync(shop, context);

        const string early = "2 volumes while the application served, and after the stop 1 entry whose stamps had changed";
        summary.Should().Match($"2 volumes archived, * in '*'; {early}");
        var copy = context.Evidence.Copy("volumes");
        copy.ReadEarly.Select(reading => (reading.Store, reading.Entries, reading.Changed.Count)).Should().Equal(("media", 2, 0), ("database", 2, 1));
        copy.Files.Select(file => file.Path).Should().Equal("media.tar", "media.manifest.jsonl", "database.tar", "database.manifest.jsonl");
        File.GetLastWriteTimeUtc(Path.Combine(copy.Folder, "media.tar")).Should().BeBefore(copy.TakenAt.UtcDateTime);
        Directory.GetFiles(copy.Folder).Should().HaveCount(4);
        (await EvidenceStore.RecheckAsync(copy, context.Progress, CancellationToken.None)).Should().BeNull();
        (await VerifyAsync(copy, context)).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should()
            .Be($"4 entries of 2 volumes read back, from disk and from the volumes, all equal; {early}");

        await lab.ShellAsync(shop.Volume("db"), "echo 12 > PG_VERSION");
        (await VerifyAsync(copy, context)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be("Archive 'volumes' does not hold what store 'database' holds: in the volume 'PG_VERSION' differs");
    }

    [Fact]
    public async Task Writes_after_the_stop_are_found_by_the_stamps_from_before_it()
    {
        await using var shop = await StartedAsync();
        var context = await PrepareAsync(shop);
        await StopAndBackUpAsync(shop, context);
        var proof = new UnchangedVolumes(lab.Engine);
        (await proof.FindChangeAsync(context.Evidence.Copy("volumes"), context, CancellationToken.None)).Should().BeNull();

        await lab.ShellAsync(shop.Volume("media"), "echo late > late");

        (await proof.FindChangeAsync(context.Evidence.Copy("volumes"), context, CancellationToken.None)).Should().Be("'media/late' changed after copy 'volumes' was taken");
    }

    [Fact]
    public async Task Without_stamps_as_in_a_run_of_an_earlier_build_the_volume_itself_is_compared()
    {
        await using var shop = await StartedAsync();
        var context = await PrepareAsync(shop);
        await StopAndBackUpAsync(shop, context);
        var proof = new UnchangedVolumes(lab.Engine);
        File.Delete(context.Folder.Evidence("volumes.media.stamps"));
        (await proof.FindChangeAsync(context.Evidence.Copy("volumes"), context, CancellationToken.None)).Should().BeNull();

        await lab.ShellAsync(shop.Volume("media"), "echo late > late");

        (await proof.FindChangeAsync(context.Evidence.Copy("volumes"), context, CancellationToken.None)).Should().Be("'media' changed after copy 'volumes' was taken");
    }

    [Fact]
    public async Task Killed_before_the_stop_it_goes_on_with_what_still_holds()
    {
        await using var shop = await StartedAsync();
        var first = await PrepareAsync(shop);
        var archive = Path.Combine(first.Folder.PartialCopy("volumes"), "media.tar");
        var writtenAt = File.GetLastWriteTimeUtc(archive);

        var again = await PrepareAsync(shop);
        File.GetLastWriteTimeUtc(archive).Should().Be(writtenAt, "nothing changed, so nothing is read again");
        await lab.ShellAsync(shop.Volume("media"), "echo more > more");
        await PrepareAsync(shop);
        File.GetLastWriteTimeUtc(archive).Should().BeAfter(writtenAt);

        // Killed in the middle of an archive, and then after the stop.
        CleanUp.File(again.Folder.Evidence("volumes.early.json"));
        await StopAndBackUpAsync(shop, again);
        again.Evidence.Copy("volumes").ReadEarly.Should().BeEmpty();
        (await VerifyAsync(again.Evidence.Copy("volumes"), again)).Should().BeOfType<StepOutcome.Done>();
    }

    [Fact]
    public async Task Undone_before_the_stop_it_leaves_nothing()
    {
        await using var shop = await StartedAsync();
        var context = await PrepareAsync(shop);

        (await new BackUpVolumesHandler(lab.Engine, shop.Freshness).UndoAsync(context)).Should().StartWith("no archive was completed");

        context.Folder.Incomplete().Should().BeEmpty();
        File.Exists(context.Folder.Evidence("volumes.early.json")).Should().BeFalse();
    }

    [Fact]
    public async Task A_rollback_brings_back_what_was_read_before_the_stop()
    {
        await using var shop = await StartedAsync();
        var context = await PrepareAsync(shop);
        await StopAndBackUpAsync(shop, context);
        context.Evidence.Copy("volumes").ReadEarly.Should().HaveCount(2);
        await lab.ShellAsync(shop.Volume("media"), "rm picture; echo new > new");

        await new BackUpVolumesHandler(lab.Engine, shop.Freshness).UndoAsync(context);

        (await lab.ShellAsync(shop.Volume("media"), "ls; cat *")).Should().Be("picture\nimage");
    }

    [Fact]
    public async Task Folders_of_the_host_are_read_before_the_stop_as_volumes_are()
    {
        await using var shop = await Shop.StartInFoldersAsync(lab);
        var context = await PrepareAsync(shop);
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "data", "media", "picture"), "image\n");
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "data", "db", "PG_VERSION"), "10\n");

        await StopAndBackUpAsync(shop, context);

        var copy = context.Evidence.Copy("volumes");
        copy.ReadEarly.Should().HaveCount(2).And.OnlyContain(reading => reading.Changed.Count > 0, "each was written to meanwhile");
        (await VerifyAsync(copy, context)).Should().BeOfType<StepOutcome.Done>();
    }

    [Fact]
    public void It_wants_room_that_was_checked_and_volumes_that_nobody_changes_between_the_stop_and_its_turn()
    {
        IPreparation handler = new BackUpVolumesHandler(lab.Engine, new Freshness(lab.Engine, []));
        var (space, pull, stop) = (new CheckSpace { Id = "space" }, new PullImages { Id = "pull" }, new StopServices { Id = "stop" });

        handler.CanPrepare(_backup, PlanOf(space, pull, stop, _backup)).Should().BeTrue();
        handler.CanPrepare(_backup, PlanOf(pull, stop, _backup)).Should().BeFalse();
        handler.CanPrepare(_backup, PlanOf(pull, stop, space, _backup)).Should().BeFalse();
        handler.CanPrepare(_backup, PlanOf(space, stop, new StartServices { Id = "start" }, _backup)).Should().BeFalse();
    }

    [Fact]
    public async Task Room_is_wanted_for_the_largest_archive_once_more_where_changes_are_merged_into_it()
    {
        await using var shop = await StartedAsync();
        await lab.ShellAsync(shop.Volume("media"), "head -c 3000000 /dev/zero > blob");
        var (space, before) = (new CheckSpace { Id = "space", Backup = 1 }, await shop.InspectAsync());
        var handler = (IStepHandler)new CheckSpaceHandler(lab.Engine, [shop.Probe]);
        Task<StepOutcome> CheckAsync(params Step[] steps) => handler.ExecuteAsync(space, shop.Context(before, space, plan => plan with { Steps = [.. steps] }), CancellationToken.None);

        (await CheckAsync(space, new StartServices { Id = "start" }, _backup)).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().StartWith("copies need 3.0 MB of ");
        (await CheckAsync(space, new StopServices { Id = "stop" }, _backup)).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().StartWith("copies need 6.0 MB of ");
    }

    private static Plan PlanOf(params Step[] steps) => new() { Application = Name.Of("shop"), Summary = "test", Steps = [.. steps], Path = "plan.yaml", Hash = "" };

    private async Task<Shop> StartedAsync()
    {
        var shop = await Shop.StartAsync(lab);
        await lab.ShellAsync(shop.Volume("media"), "echo image > picture");
        await lab.ShellAsync(shop.Volume("db"), "echo 10 > PG_VERSION");
        return shop;
    }

    private Task<StepOutcome> VerifyAsync(CopyEvidence copy, StepContext context) => new ArchiveVerifier(lab.Engine).VerifyAsync(_verify, copy, context, CancellationToken.None);

    // As a process does that was just started.
    private async Task<StepContext> PrepareAsync(Shop shop)
    {
        var context = shop.Context(await shop.InspectAsync(), _backup);
        var outcome = await ((IPreparation)new BackUpVolumesHandler(lab.Engine, shop.Freshness)).PrepareAsync(_backup, context, CancellationToken.None);
        outcome.Should().BeOfType<StepOutcome.Done>(string.Join("; ", shop.Log)).Which.Summary.Should().StartWith("2 volumes archived and read back while the application serves, ");
        return context;
    }

    private async Task<string> StopAndBackUpAsync(Shop shop, StepContext context)
    {
        await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);
        return await new BackUpVolumesHandler(lab.Engine, shop.Freshness).SucceedAsync(context);
    }
}
