using Hopguard.Containers.Ports;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Volumes;

/// <summary>Archives that are taken while programs run are worth nothing unless every change since shows.</summary>
[Collection(nameof(SecondDockerLabCollection))]
public sealed class EarlyArchiveTests(DockerLab lab)
{
    private const string Fill = """
        mkdir -p folder/below "a folder"; echo image > folder/picture; echo b > folder/below/b; echo other > other; ln -s other link; echo one > name; ln name second; mkfifo pipe
        touch 'new
        line'; touch -d '1965-02-03 04:05:06' "a folder/old"; touch -d '2001-02-03 04:05:06' folder/picture; chown -R 12:34 folder; touch folder.txt folder-a
        """;

    // By store: what somebody does to its volume between the archive and the stop.
    private static readonly Dictionary<string, string> Changes = new()
    {
        ["nothing"] = ":",
        ["read"] = "cat folder/picture; ls -lR > /dev/null; find . > /dev/null",
        ["appended"] = "echo more >> folder/picture",
        ["same-size"] = "printf 'IMAGE\\n' > folder/picture; touch -d '2001-02-03 04:05:06' folder/picture",
        ["replaced"] = "cp -p folder/picture new; mv new folder/picture",
        ["mode"] = "chmod 600 folder/picture",
        ["owner"] = "chown 56 folder/picture",
        ["time"] = "touch -d '1969-02-03 04:05:06' folder/picture",
        ["there-and-back"] = "mv folder/picture folder/p; mv folder/p folder/picture",
        ["added"] = "echo new > 'folder/ü new'; touch aa zz; ln -s 'a folder' folder/to",
        ["long"] = "touch folder/$(printf 'long%0200d' 1)",
        ["removed"] = "rm folder/picture",
        ["link"] = "ln -sfn folder link",
        ["attribute"] = "python3 -c \"import os; os.setxattr('other', 'user.a', b'b')\"",
        ["folder-mode"] = "chmod 700 folder",
        ["root-mode"] = "chmod 711 .; chown 5:6 .",
        ["pipe"] = "rm pipe; mkfifo pipe",
        ["tree"] = "mkdir -p new/a/b; echo deep > new/a/b/deep; touch new/first; ln -s ../other new/up; chmod 2750 new/a",
        ["moved"] = "mv folder moved; mkdir folder",
        ["emptied"] = "find . -mindepth 1 ! -name name ! -name second -delete",
        ["other-type"] = "rm -r folder; echo file > folder; rm other; mkdir other; echo in > other/in",
        ["large"] = "head -c 3000000 /dev/urandom > large",
    };

    // What is read as a whole again: entries of several names, and more than is worth single requests.
    private static readonly Dictionary<string, string> Wholes = new()
    {
        ["second-name"] = "ln other third",
        ["written-by-second"] = "echo more >> second",
        ["line-break"] = "echo more > 'new\nline'",
        ["one-name-less"] = "rm second",
        ["many"] = "for i in $(seq 60); do touch folder/$i; done",
    };

    // Writes through a mapping into a page that it has written to before, when it is told to: no call tells the system.
    private const string Mapping = """
        import mmap, os, time
        with open('/v/map', 'wb') as f: f.write(b'x' * 4096)
        f = open('/v/map', 'r+b'); m = mmap.mmap(f.fileno(), 0); m[0] = 65
        open('/tmp/ready', 'w').close()
        while not os.path.exists('/tmp/go'): time.sleep(0.05)
        m[0] = 66
        open('/tmp/done', 'w').close()
        time.sleep(600)
        """;

    private readonly EarlyArchive _early = new(lab.Engine);
    private readonly VolumeStamps _stamps = new(lab.Engine);

    [Fact]
    public async Task Every_kind_of_change_is_read_again_and_the_archive_is_what_the_engine_would_hand_out()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        await using var volumes = await FilledAsync(Changes.Keys);
        var context = await ContextAsync(shop, volumes);
        (await TakeAsync(volumes, context)).Should().HaveCount(Changes.Count, string.Join("; ", shop.Log));
        await ChangeAsync(volumes, Changes);

        var good = await TakeOverAsync(volumes, context);

        shop.Log.Should().BeEmpty();
        good.Select(reading => reading.Store).Should().Equal(Changes.Keys);
        good.Where(reading => reading.Changed.Count == 0).Select(reading => reading.Store).Should().Equal("nothing", "read");
        good.Single(reading => reading.Store == "tree").Changed.Should().BeEquivalentTo([new ChangedPart("", IsTree: false), new ChangedPart("new", IsTree: true)]);
        await Parallel.ForEachAsync(good, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (reading, _) => await ShouldHoldAsync(reading, volumes, context));

        Directory.GetFiles(context.Folder.PartialCopy("volumes")).Should().HaveCount(2 * Changes.Count);
    }

    [Fact]
    public async Task What_is_not_read_again_entry_by_entry_is_archived_anew()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        await using var volumes = await FilledAsync(Wholes.Keys);
        var context = await ContextAsync(shop, volumes);
        (await TakeAsync(volumes, context)).Should().HaveCount(Wholes.Count, string.Join("; ", shop.Log));
        await ChangeAsync(volumes, Wholes);

        (await TakeOverAsync(volumes, context)).Should().BeEmpty();

        shop.Log.Should().Equal(Wholes.Keys.Select(store => $"Store '{store}' is archived anew: more changed since than is read entry by entry"));
        Directory.GetFiles(context.Folder.PartialCopy("volumes")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_write_through_a_mapping_that_was_written_to_before_is_found()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        await using var volumes = await FilledAsync(["mapped"]);
        var context = await ContextAsync(shop, volumes);
        var writer = await lab.Engine.StartNewAsync(
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Gnu, Entrypoint = ["python3", "-c", Mapping], User = "0:0", Mounts = [new ContainerMount("volume", volumes.Names["mapped"], "/v", false)] },
            CancellationToken.None);
        await lab.Lab.DockerAsync("exec", writer.Id, "sh", "-c", "until [ -e /tmp/ready ]; do sleep 0.1; done; sleep 5");
        await TakeAsync(volumes, context);
        context.Evidence.Find<EarlyArchives>("volumes.early.json")!.Stores.Should().ContainSingle().Which.Doubtful.Should().BeEmpty();

        await lab.Lab.DockerAsync("exec", writer.Id, "sh", "-c", "touch /tmp/go; until [ -e /tmp/done ]; do sleep 0.1; done");

        var good = (await TakeOverAsync(volumes, context)).Should().ContainSingle().Which;
        good.Changed.Should().Equal(new ChangedPart("map", IsTree: false));
        await ShouldHoldAsync(good, volumes, context);
        await lab.Engine.RemoveContainerAsync(writer.Id, CancellationToken.None);
    }

    [Fact]
    public async Task What_is_written_to_while_it_is_read_is_read_again_whatever_its_stamp_says()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        await using var volumes = await FilledAsync(["busy"]);
        var context = await ContextAsync(shop, volumes);
        var writer = await lab.Engine.StartNewAsync(
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Command = ["sh", "-c", "while :; do echo more >> /v/log; sleep 0.1; done"], Mounts = [new ContainerMount("volume", volumes.Names["busy"], "/v", false)] },
            CancellationToken.None);
        await lab.Lab.DockerAsync("exec", writer.Id, "sh", "-c", "sleep 5");

        (await TakeAsync(volumes, context)).Should().ContainSingle();
        context.Evidence.Find<EarlyArchives>("volumes.early.json")!.Stores.Should().ContainSingle().Which.Doubtful.Should().Equal("log");
        await lab.Engine.RemoveContainerAsync(writer.Id, CancellationToken.None);

        var good = (await TakeOverAsync(volumes, context)).Should().ContainSingle().Which;
        good.Changed.Should().Equal(new ChangedPart("log", IsTree: false));
        await ShouldHoldAsync(good, volumes, context);
    }

    [Fact]
    public async Task A_clock_that_was_set_in_between_proves_nothing_and_neither_do_files_that_are_gone()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        await using var volumes = await FilledAsync(["one", "two"]);
        var context = await ContextAsync(shop, volumes);
        await TakeAsync(volumes, context);
        File.Delete(Path.Combine(context.Folder.PartialCopy("volumes"), "two.tar"));
        var early = context.Evidence.Find<EarlyArchives>("volumes.early.json")!;
        context.Evidence.Save("volumes.early.json", early with { HostStartedAt = early.HostStartedAt - 2 });

        (await TakeOverAsync(volumes, context)).Should().BeEmpty();

        shop.Log.Should().Equal(
            "Store 'one' is archived anew: since it was read, the clock was set or the host started again",
            "Store 'two' is archived anew: file 'two.tar', which was read while the application served, is not as it was");
    }

    [Theory]
    [InlineData(96, false)]
    [InlineData(97, true)]
    [InlineData(2000, true)]
    public void What_changed_just_now_or_in_the_future_is_restless(long changed, bool isRestless)
    {
        var reading = new StampReading("mark");
        foreach (var line in new[] { "mark 100 50.5", "mark media ef53", "2049 6 41ed 2 0:0 4096 90 90 2026-01-01 00:00:00.000000000 +0000 ./media", $"2049 7 81a4 1 0:0 6 90 {changed} 2026-01-01 00:00:00.000000000 ./media/a file", "of two lines" })
            reading.Add(line);

        var store = reading.Stores.Should().ContainSingle().Which;
        store.Entries.Select(entry => entry.Path).Should().Equal("", "a file\nof two lines");
        EarlyArchive.FindRestless(store, reading).Should().Equal(isRestless ? ["a file\nof two lines"] : []);
        reading.HostStartedAt.Should().Be(49.5);
    }

    [Fact]
    public void Folders_come_before_what_they_hold_and_that_before_siblings_of_longer_names() =>
        new[] { "b", "a.txt", "a/z", "a-b", "", "a", "é", "a/b/c", "a/b", "\U0001F680", "\uE000" }.Order(WalkOrder.Instance)
            .Should().Equal("", "a", "a/b", "a/b/c", "a/z", "a-b", "a.txt", "b", "é", "\uE000", "\U0001F680");

    private async Task<IReadOnlyList<EarlyReading>> TakeAsync(Volumes volumes, StepContext context) => await _early.TakeAsync("volumes", volumes.Names, context, CancellationToken.None);

    private async Task<IReadOnlyList<EarlyReading>> TakeOverAsync(Volumes volumes, StepContext context) =>
        await _early.TakeOverAsync("volumes", volumes.Names, await _stamps.ReadAsync(volumes.Names, flush: false, context, CancellationToken.None), context, CancellationToken.None);

    // The manifest line by line, in the engine's own order, and each file's hash.
    private async Task ShouldHoldAsync(EarlyReading reading, Volumes volumes, StepContext context)
    {
        var (archive, folder, store) = (new VolumeArchive(lab.Engine), context.Folder.PartialCopy("volumes"), reading.Store);
        (await VolumeArchive.CheckArchiveAsync(store, folder, CancellationToken.None)).Differences.Should().BeEmpty(store);
        var live = await archive.CheckVolumeAsync(store, volumes.Names[store], DockerLab.Helper(), folder, CancellationToken.None);
        live.Differences.Should().BeEmpty(store);
        live.Entries.Should().Be(reading.Entries, store);
        (await EvidenceStore.HashFolderAsync(folder, context.Progress, CancellationToken.None)).Where(file => file.Path.StartsWith(store + ".", StringComparison.Ordinal))
            .Should().BeEquivalentTo(reading.Files, store);
        (await new EarlyRepair(lab.Engine).FindDifferenceAsync(reading, volumes.Names[store], folder, DockerLab.Helper(), CancellationToken.None)).Should().BeNull(store);
    }

    private async Task ChangeAsync(Volumes volumes, Dictionary<string, string> changes) => await RunAsync(volumes.All, store => changes[store]);

    private static async Task<StepContext> ContextAsync(Shop shop, Volumes volumes)
    {
        var before = await shop.InspectAsync();
        var step = new BackUpVolumes { Id = "backup", Stores = [.. volumes.Names.Keys.Select(Name.Of)], As = Name.Of("volumes") };
        return shop.Context(before, step);
    }

    private async Task<Volumes> FilledAsync(IEnumerable<string> stores)
    {
        var volumes = new Dictionary<string, LabVolume>();
        foreach (var store in stores)
            volumes[store] = await lab.VolumeAsync();

        await RunAsync(volumes, _ => Fill);

        // At rest from here on: only what is changed afterwards has to be found.
        await Task.Delay(TimeSpan.FromSeconds(4));
        return new Volumes(volumes);
    }

    private Task RunAsync(IReadOnlyDictionary<string, LabVolume> volumes, Func<string, string> script) =>
        lab.Lab.Volumes.RunAsync(string.Join('\n', volumes.Select(volume => $"cd {VolumeAccess.FolderOf(volume.Value.Name)}\n{script(volume.Key)}")));

    private sealed record Volumes(IReadOnlyDictionary<string, LabVolume> All) : IAsyncDisposable
    {
        public IReadOnlyDictionary<string, string> Names { get; } = All.ToDictionary(volume => volume.Key, volume => volume.Value.Name);

        public async ValueTask DisposeAsync()
        {
            foreach (var volume in All.Values)
                await volume.DisposeAsync();
        }
    }
}
