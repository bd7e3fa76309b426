using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Targets;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>Stores in folders of the host: the same steps as on volumes, with the folders of the host looked at from outside of any container.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class FolderStepTests(DockerLab lab)
{
    private readonly BackUpVolumes _backup = new() { Id = "backup", Stores = [Name.Of("media")], As = Name.Of("files") };
    private readonly RetireVolume _retire = new() { Id = "retire", Store = Name.Of("database"), CoveredBy = Name.Of("dump") };
    private readonly PromoteVolume _promote = new() { Id = "promote", Trial = Name.Of("trial"), To = Name.Of("database") };
    private readonly DeleteRetired _delete = new() { Id = "delete" };

    [Fact]
    public async Task Stores_are_found_where_their_service_mounts_a_folder()
    {
        await using var shop = await Shop.BorrowInFoldersAsync(lab);

        (await shop.InspectAsync()).Stores.ToDictionary(store => store.Key, store => store.Value.Volume).Should()
            .BeEquivalentTo(new Dictionary<string, string> { ["database"] = Db(shop), ["media"] = Media(shop) });
    }

    [Theory]
    [InlineData("./data/db:/data", "*(volume), not in a folder of the host")]
    [InlineData("./data/db:/elsewhere", "*mounts nothing at '/data', where store 'database' should be in a folder of the host")]
    public async Task A_store_that_is_in_no_folder_is_refused(string mount, string message)
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Known = Shop.InFolders;
        var file = Shop.File("1.0.0").Replace("media:/media", "./data/media:/media", StringComparison.Ordinal);
        shop.Write("compose.yml", message.Contains("volume", StringComparison.Ordinal) ? file : file.Replace("db:/data", mount, StringComparison.Ordinal));
        await shop.StartAsync();

        await shop.Invoking(it => it.InspectAsync()).Should().ThrowAsync<HopguardException>().WithMessage(message);
    }

    [Theory]
    [InlineData("./data/db:/data", "./elsewhere:/data", "store 'database' is on volume '*/data/db', but the target's compose files would use '*/elsewhere'")]
    [InlineData("[./data/db:/data]", "[]", "service 'db' of the target mounts nothing at '/data', where store 'database' lies in folder '*/data/db'")]
    [InlineData("./data/media:/media", "./data/db/media:/media", "*'*/data/media'*")]
    [InlineData("./data/db:/data", "./data/../data/db/:/data", null)]
    public async Task Target_that_keeps_a_store_elsewhere_is_refused(string from, string to, string? problem)
    {
        await using var shop = await Shop.BorrowInFoldersAsync(lab);
        var before = await shop.InspectAsync();
        shop.Write("compose.yml", shop.Read("compose.yml").Replace(from, to, StringComparison.Ordinal));
        var step = new CheckTarget { Id = "check" };
        var target = new RenderedTarget(await shop.Compose.ConfigAsync(shop.Project, CancellationToken.None), await shop.Compose.ConfigAsync(shop.Project, CancellationToken.None), TargetFiles.Of(shop.Context(before, step)), CarriedFiles.None);

        var problems = string.Join("; ", new VolumesUnchanged().Problems(target, shop.Context(before, step)));

        if (problem is null)
            problems.Should().BeEmpty();
        else
            problems.Should().Match(problem);
    }

    [Fact]
    public async Task Stores_that_lie_in_one_another_or_around_what_a_run_keeps_are_told_apart_first()
    {
        await using var shop = await Shop.StartInFoldersAsync(lab);
        var found = await shop.InspectAsync();
        var step = new CheckTarget { Id = "check" };
        StepContext At(string database, string media) => shop.Context(
            (ContainerDetails.Of(found) with { Stores = new Dictionary<string, StoreSnapshot> { ["database"] = new("db", "db", database, "/data"), ["media"] = new("server", "server", media, "/media") } }).AddTo(found), step);
        IEnumerable<string> Problems(string database, string media) => new StoreFoldersApart().Problems(null!, At(database, media));

        Problems(Db(shop), Media(shop)).Should().BeEmpty();
        Problems(Db(shop), Path.Combine(shop.Folder, "data")).Should().Equal($"folder '{Db(shop)}' of store 'database' lies in folder '{shop.Folder}/data' of store 'media' (give each a folder of its own)");
        Problems(Db(shop), Db(shop)).Should().ContainSingle();
        Problems(Db(shop), shop.Folder).Should().HaveCount(2).And.Contain(problem => problem.StartsWith("the deployment's folder", StringComparison.Ordinal));
        Problems(Path.Combine(At("x", "y").Folder.Path, "data"), Path.GetDirectoryName(shop.Folder)!).Should().Contain(problem => problem.StartsWith("what the run keeps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Archive_is_proved_and_restored_and_the_newer_versions_work_is_kept_beside_the_deployment()
    {
        await using var shop = await StoppedAsync();
        var context = shop.Context(shop.Inspected!, _backup);
        var handler = new BackUpVolumesHandler(lab.Engine, shop.Freshness);
        await handler.SucceedAsync(context);
        var verify = new VerifyCopy { Id = "verify", Copy = Name.Of("files"), By = Name.Of(VerifyCopy.ReadBack) };
        (await new ArchiveVerifier(lab.Engine).VerifyAsync(verify, context.Evidence.Copy("files"), context, CancellationToken.None)).Should().BeOfType<StepOutcome.Done>();
        context.Evidence.Save(UnchangedEvidence.FileName("files"), new UnchangedEvidence("files", "start", DateTimeOffset.UtcNow));
        File.Delete(Path.Combine(Media(shop), "picture"));
        File.WriteAllText(Path.Combine(Media(shop), "new"), "new");

        await handler.UndoAsync(context);

        Names(Media(shop)).Should().Equal("picture");
        Names(Beside(shop, "media-abandoned-media-backup")).Should().Equal("new");
        (await handler.UndoAsync(context)).Should().Be("store 'media' is unchanged");
    }

    [Fact]
    public async Task A_folder_that_moved_along_is_unchanged_and_a_late_write_in_it_is_not()
    {
        await using var shop = await StoppedAsync();
        var context = shop.Context(shop.Inspected!, _backup);
        await new BackUpVolumesHandler(lab.Engine, shop.Freshness).SucceedAsync(context);
        var elsewhere = Path.Combine(Path.GetDirectoryName(shop.Folder)!, "elsewhere");

        Directory.Move(Media(shop), elsewhere);
        Directory.Move(elsewhere, Media(shop));
        (await shop.Freshness.RefuseChangedAsync("files", context, CancellationToken.None)).Should().BeNull();

        File.AppendAllText(Path.Combine(Media(shop), "picture"), "late");
        (await shop.Freshness.RefuseChangedAsync("files", context, CancellationToken.None))!.What.Should().Contain("'media/picture' changed");
    }

    [Fact]
    public async Task Store_is_put_aside_by_rename_and_the_trial_promoted_and_both_are_reversed()
    {
        await using var shop = await StoppedAsync();
        var before = await TrialAsync(shop);
        var (retire, promote) = (new RetireVolumeHandler(lab.Engine, shop.Freshness), new PromoteVolumeHandler(lab.Engine, [shop.Probe], shop.Compose));
        var (inode, owner) = (await InodeAsync(Db(shop)), await StatAsync("%u:%g %a", Db(shop)));

        await retire.SucceedAsync(shop.Context(before, _retire));
        (await InodeAsync(Beside(shop, "database-retired-database-retire"))).Should().Be(inode, "a rename copies nothing");
        (await StatAsync("%u:%g %a", Db(shop))).Should().Be(owner);
        Names(Db(shop)).Should().BeEmpty();

        await promote.SucceedAsync(shop.Context(before, _promote));
        File.ReadAllText(Path.Combine(Db(shop), "PG_VERSION")).Should().Be("15\n");
        Directory.Exists(Beside(shop, "database-trial-database-trial")).Should().BeFalse();

        foreach (var _ in new[] { "undone", "undone again" })
            await promote.UndoAsync(shop.Context(before, _promote));
        foreach (var _ in new[] { "undone", "undone again" })
            await retire.UndoAsync(shop.Context(before, _retire));
        (await InodeAsync(Db(shop))).Should().Be(inode);
        (await StatAsync("%u:%g %a", Db(shop))).Should().Be(owner);
        File.ReadAllText(Path.Combine(Beside(shop, "database-abandoned-database-promote"), "PG_VERSION")).Should().Be("15\n");
        Directory.Exists(Beside(shop, "database-retired-database-retire")).Should().BeFalse("it is empty and back");
    }

    [Theory]
    [InlineData("mkdir db.hopguard")]
    [InlineData("mkdir db.hopguard; rmdir \"$retired\"")]
    [InlineData("mkdir db.hopguard; rmdir \"$retired\"; mv db \"$retired\"")]
    [InlineData("mkdir db.hopguard; rmdir \"$retired\"; mv db \"$retired\"; mv db.hopguard db")]
    public async Task A_move_that_was_killed_at_any_instant_is_completed_or_reversed(string killed)
    {
        await using var shop = await StoppedAsync();
        var before = await TrialAsync(shop);
        var retire = new RetireVolumeHandler(lab.Engine, shop.Freshness);
        foreach (var isReversed in new[] { false, true })
        {
            var retired = Beside(shop, "database-retired-database-retire");
            var context = shop.Context(before, _retire);
            context.Memory.Remember(RetireVolumeHandler.Role, Path.GetFileName(retired));
            await new MadeVolumes(lab.Engine).CreateAsync(Path.GetFileName(retired), Db(shop), RetireVolumeHandler.Role, context, CancellationToken.None);
            await new LabCommand("sh", "-euc", $"cd '{Path.GetDirectoryName(Db(shop))}'; retired='{retired}'; {killed}").RunAsync();

            if (isReversed)
                await retire.UndoAsync(context);
            else
                await retire.SucceedAsync(context);

            Names(isReversed ? Db(shop) : retired).Should().Equal("PG_VERSION");
            Directory.Exists(Db(shop) + ".hopguard").Should().BeFalse();
            await retire.UndoAsync(context);
            Names(Db(shop)).Should().Equal("PG_VERSION");
        }
    }

    [Theory]
    [InlineData("data/db", true)]
    [InlineData("data", false)]
    public async Task Whoever_gets_at_the_folder_is_found_and_nothing_moves(string mounted, bool isReadOnly)
    {
        await using var shop = await StoppedAsync();
        var before = await TrialAsync(shop);
        var user = await StrangerAsync(shop, mounted, isReadOnly);
        try
        {
            (await new RetireVolumeHandler(lab.Engine, shop.Freshness).FailAsync(shop.Context(before, _retire))).Should().Contain(user.Name);
            (await new WriterSearch(lab.Engine).FindAsync(shop.Context(before, _retire), new HashSet<string>(), CancellationToken.None)).Any(writer => writer.Contains(user.Name, StringComparison.Ordinal)).Should().Be(!isReadOnly);
        }
        finally
        {
            await lab.Engine.RemoveContainerAsync(user.Name, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Who_reads_a_folder_around_the_store_or_one_beside_it_is_no_user()
    {
        await using var shop = await StoppedAsync();
        var users = new[] { await StrangerAsync(shop, "data", isReadOnly: true), await StrangerAsync(shop, "data/media", isReadOnly: false) };

        (await lab.Engine.ListUsersAsync(Db(shop), CancellationToken.None)).Should().BeEmpty();
        (await lab.Engine.ListUsersAsync(Media(shop), CancellationToken.None)).Select(user => user.Name).Should().Equal(users[1].Name);

        foreach (var user in users)
            await lab.Engine.RemoveContainerAsync(user.Name, CancellationToken.None);
    }

    [Fact]
    public async Task What_was_put_aside_is_deleted_with_its_folder_when_the_operator_says_so()
    {
        await using var shop = await StoppedAsync();
        var before = await TrialAsync(shop);
        await new RetireVolumeHandler(lab.Engine, shop.Freshness).SucceedAsync(shop.Context(before, _retire));
        var retired = Beside(shop, "database-retired-database-retire");
        var handler = new DeleteRetiredHandler(lab.Engine);

        (await handler.WaitAsync(shop.Context(before, _delete, _retire))).Should().Contain(Path.GetFileName(retired));
        Names(retired).Should().Equal("PG_VERSION");
        shop.Options = shop.Options with { Accept = true, DeleteRetired = true };
        await handler.SucceedAsync(shop.Context(before, _delete, _retire));

        Directory.Exists(retired).Should().BeFalse();
        Directory.Exists(Db(shop)).Should().BeTrue();
    }

    [Fact]
    public async Task Space_is_measured_where_the_folders_lie()
    {
        await using var shop = await Shop.BorrowInFoldersAsync(lab);
        var step = new CheckSpace { Id = "space" };

        await new CheckSpaceHandler(lab.Engine, [shop.Probe]).SucceedAsync(shop.Context(await shop.InspectAsync(), step, _backup));
    }

    private static string Db(Shop shop) => Path.Combine(shop.Folder, "data", "db");

    private static string Media(Shop shop) => Path.Combine(shop.Folder, "data", "media");

    private static string Beside(Shop shop, string name) => Path.Combine(Path.GetDirectoryName(shop.Folder)!, $"{shop.Name}_{name}-{shop.Name}");

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);

    private static Task<string> InodeAsync(string folder) => StatAsync("%i", folder);

    private static Task<string> StatAsync(string format, string folder) => new LabCommand("stat", "-c", format, folder).RunAsync();

    private async Task<Shop> StoppedAsync()
    {
        var shop = await Shop.BorrowStoppedAsync(lab, inFolders: true);
        foreach (var folder in Directory.GetDirectories(Path.GetDirectoryName(shop.Folder)!).Append(Path.Combine(shop.Folder, "data")).Except([shop.Folder]))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Db(shop));
        Directory.CreateDirectory(Media(shop));
        File.WriteAllText(Path.Combine(Db(shop), "PG_VERSION"), "10\n");
        File.WriteAllText(Path.Combine(Media(shop), "picture"), "image\n");
        await new LabCommand("chown", "70:70", Db(shop)).RunAsync();
        return shop;
    }

    private Task<ContainerState> StrangerAsync(Shop shop, string mounted, bool isReadOnly) => lab.Engine.StartNewAsync(
        new ContainerSpec
        {
            Owner = DockerLab.Owner,
            Image = DockerLab.Busybox,
            Command = ["sleep", "600"],
            Mounts = [ContainerMount.Of(Path.Combine(shop.Folder, mounted), "/v", isReadOnly)],
        },
        CancellationToken.None);

    // The evidence of a verified dump, and its trial in a folder beside the store's.
    private async Task<DeploymentSnapshot> TrialAsync(Shop shop)
    {
        var context = shop.Context(shop.Inspected!, _retire);
        Directory.CreateDirectory(context.Folder.Copy("dump"));
        await File.WriteAllTextAsync(Path.Combine(context.Folder.Copy("dump"), "dump.dat"), "dump");
        var volume = $"{shop.Name}_database-trial-database-trial-{shop.Name}";
        context.Evidence.SaveCopy(new CopyEvidence
        {
            Name = "dump",
            Kind = CopyEvidence.Dump,
            Stores = ["database"],
            TakenAt = DateTimeOffset.UtcNow,
            Folder = context.Folder.Copy("dump"),
            Files = await EvidenceStore.HashFolderAsync(context.Folder.Copy("dump"), context.Progress, CancellationToken.None),
            Verification = new CopyVerification("trial", DateTimeOffset.UtcNow, "equal"),
        });
        context.Evidence.Save(TrialEvidence.FileName("trial"), new TrialEvidence("trial", "database", "dump", $"{shop.Name}-trial", volume, "image", 15));
        await new MadeVolumes(lab.Engine).CreateAsync(volume, Db(shop), "trial", context, CancellationToken.None);
        File.WriteAllText(Path.Combine(Beside(shop, "database-trial-database-trial"), "PG_VERSION"), "15\n");
        return shop.Inspected!;
    }
}
