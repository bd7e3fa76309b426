using Hopguard.Docker.Handlers;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
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
        await using var shop = await Shop.StartAsync(lab);

        (await new BackUpVolumesHandler(lab.Engine).FailAsync(shop.Context(await shop.InspectAsync(), _backup))).Should().Contain("is in use by").And.Contain(shop.Container("server"));
    }

    [Fact]
    public async Task Backup_is_proved_by_reading_back_and_a_later_write_is_found()
    {
        await using var shop = await StoppedAsync();
        var (context, verifier) = (await BackUpAsync(shop), new ArchiveVerifier(lab.Engine));
        var copy = context.Evidence.Copy("volumes");

        (await verifier.VerifyAsync(_verify, copy, context, CancellationToken.None)).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().StartWith("2 entries of 1 volumes");
        copy.Files.Select(file => file.Path).Should().Equal("media.tar", "media.manifest.jsonl");

        await lab.ShellAsync(shop.Volume("media"), "echo late > late");
        (await verifier.VerifyAsync(_verify, copy, context, CancellationToken.None)).Should().BeOfType<StepOutcome.Failed>();
    }

    [Fact]
    public async Task Undo_of_a_backup_restores_what_a_newer_version_changed_and_keeps_its_work()
    {
        await using var shop = await StoppedAsync();
        var context = await BackUpAsync(shop);
        var handler = new BackUpVolumesHandler(lab.Engine);
        (await handler.UndoAsync(context)).Should().Be("store 'media' is unchanged");
        await lab.ShellAsync(shop.Volume("media"), "rm picture; echo new > new");

        await handler.UndoAsync(context);

        (await lab.ShellAsync(shop.Volume("media"), "ls")).Should().Be("picture");
        (await lab.ShellAsync($"{shop.Volume("media")}-abandoned-{shop.Name}", "ls")).Should().Be("new");
        (await handler.UndoAsync(context)).Should().Be("store 'media' is unchanged");
    }

    [Fact]
    public async Task Undo_killed_while_it_restored_starts_the_restore_again()
    {
        await using var shop = await StoppedAsync();
        var context = await BackUpAsync(shop);
        await lab.ShellAsync(shop.Volume("media"), "rm picture; echo half > part");
        context.Memory.Remember("restore media", "restoring");

        await new BackUpVolumesHandler(lab.Engine).UndoAsync(context);

        (await lab.ShellAsync(shop.Volume("media"), "ls; cat picture")).Should().Be("picture\nimage");
    }

    [Fact]
    public async Task Store_is_retired_and_the_trial_promoted_and_both_are_reversed()
    {
        await using var shop = await StoppedAsync();
        var before = await TrialAsync(shop);
        var (retire, promote) = (new RetireVolumeHandler(lab.Engine), new PromoteVolumeHandler(lab.Engine, [shop.Probe]));

        await retire.SucceedAsync(shop.Context(before, _retire));
        await promote.SucceedAsync(shop.Context(before, _promote));
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("15");
        (await lab.ShellAsync($"{shop.Volume("db")}-retired-{shop.Name}", "cat PG_VERSION")).Should().Be("10");
        (await lab.Engine.FindVolumeAsync($"{shop.Name}-trial", CancellationToken.None)).Should().BeNull();

        foreach (var _ in new[] { "undone", "undone again" })
            await promote.UndoAsync(shop.Context(before, _promote));
        foreach (var _ in new[] { "undone", "undone again" })
            await retire.UndoAsync(shop.Context(before, _retire));
        (await lab.ShellAsync(shop.Volume("db"), "cat PG_VERSION")).Should().Be("10");
        (await lab.ShellAsync($"{shop.Volume("db")}-abandoned-{shop.Name}", "cat PG_VERSION")).Should().Be("15");
    }

    [Theory]
    [InlineData(true, false, false, "*was not verified*")]
    [InlineData(false, true, false, "Copy 'dump' is damaged*")]
    [InlineData(false, false, true, "*may have written to store 'database' after copy 'dump'*")]
    public async Task Store_without_a_verified_whole_and_fresh_copy_is_not_retired(bool unverified, bool damaged, bool stale, string what)
    {
        await using var shop = await StoppedAsync();
        var before = await TrialAsync(shop);
        var context = shop.Context(before, _retire);
        if (unverified)
            context.Evidence.SaveCopy(context.Evidence.Copy("dump") with { Verification = null });
        if (damaged)
            await File.WriteAllTextAsync(Path.Combine(context.Folder.Copy("dump"), "dump.dat"), "DUMP");
        if (stale)
            await shop.Compose.UpAsync(shop.Project, ["db"], start: true, withDependencies: false, CancellationToken.None);

        (await new RetireVolumeHandler(lab.Engine).FailAsync(context)).Should().Match(what);
    }

    [Fact]
    public async Task Trial_is_not_moved_into_a_volume_that_holds_data_nor_without_a_comparison()
    {
        await using var shop = await StoppedAsync();
        var context = shop.Context(await TrialAsync(shop), _promote);
        var promote = new PromoteVolumeHandler(lab.Engine, [shop.Probe]);

        (await promote.FailAsync(context)).Should().Contain("is not empty");

        context.Evidence.SaveCopy(context.Evidence.Copy("dump") with { Verification = null });
        (await promote.FailAsync(context)).Should().Contain("was not compared");
    }

    [Fact]
    public async Task Retired_data_is_deleted_only_when_accepted_and_asked_for()
    {
        await using var shop = await StoppedAsync();
        var before = await TrialAsync(shop);
        await new RetireVolumeHandler(lab.Engine).SucceedAsync(shop.Context(before, _retire));
        var (delete, step) = (new DeleteRetiredHandler(lab.Engine), new DeleteRetired { Id = "delete" });

        (await delete.WaitAsync(shop.Context(before, step, _retire))).Should().StartWith($"the operator's --delete-retired; until then '{shop.Volume("db")}-retired-{shop.Name}' (");

        shop.Options = shop.Options with { Accept = true, DeleteRetired = true };
        (await delete.SucceedAsync(shop.Context(before, step, _retire))).Should().StartWith("deleted: ");
        (await lab.Engine.FindVolumeAsync($"{shop.Volume("db")}-retired-{shop.Name}", CancellationToken.None)).Should().BeNull();
    }

    private async Task<Shop> StoppedAsync()
    {
        var shop = await Shop.StartAsync(lab);
        await lab.ShellAsync(shop.Volume("media"), "echo image > picture");
        await lab.ShellAsync(shop.Volume("db"), "echo 10 > PG_VERSION");
        return shop;
    }

    private async Task<StepContext> BackUpAsync(Shop shop)
    {
        var context = shop.Context(await shop.InspectAsync(), _backup);
        await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);
        await new BackUpVolumesHandler(lab.Engine).SucceedAsync(context);
        return context;
    }

    // A dump with a file, verified by a trial that holds data of the new major.
    private async Task<DeploymentSnapshot> TrialAsync(Shop shop)
    {
        var before = await shop.InspectAsync();
        await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);
        var context = shop.Context(before, _retire);
        var folder = Directory.CreateDirectory(context.Folder.Copy("dump")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "dump.dat"), "dump");
        context.Evidence.SaveCopy(new CopyEvidence
        {
            Name = "dump",
            Kind = CopyEvidence.Dump,
            Stores = ["database"],
            TakenAt = DateTimeOffset.UtcNow,
            Folder = folder,
            Files = await EvidenceStore.HashFolderAsync(folder, context.Progress, CancellationToken.None),
            Verification = new CopyVerification("trial", DateTimeOffset.UtcNow, "equal"),
        });
        var trial = $"{shop.Name}-trial";
        await lab.Engine.CreateVolumeAsync(trial, context.Labels("trial"), CancellationToken.None);
        await lab.ShellAsync(trial, "echo 15 > PG_VERSION");
        await lab.Engine.StartNewAsync(
            new ContainerSpec { Image = DockerLab.Busybox, Name = trial, Command = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"], Mounts = [new ContainerMount("volume", trial, "/data", false)], Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = shop.Name } },
            CancellationToken.None);
        context.Evidence.Save(TrialEvidence.FileName("trial"), new TrialEvidence("trial", "database", "dump", trial, trial, DockerLab.Busybox, 15));
        return before;
    }
}
