using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Volumes;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Volumes;

/// <summary>A move or a reading of volumes that is refused, and what the refusal says is to be done: with that, it goes through and nothing is lost.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class MoveRemedyTests(DockerLab lab)
{
    private readonly Memory _memory = new();
    private readonly IContainerEngine _helpers = Substitute.For<IContainerEngine>();
    private Func<ContainerSpec, Task<ToolResult?>> _answer = _ => Task.FromResult<ToolResult?>(null);

    [Fact]
    public async Task A_rename_that_does_not_happen_is_tried_again()
    {
        await using var source = await FilledAsync();
        await using var target = await lab.VolumeAsync();
        var mover = Mover();
        Task MoveAsync() => mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None);

        Answers(new ToolResult(1, string.Empty, "Read-only file system"));
        await Remedies.LeadsOutAsync(
            () => mover.StateAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None),
            $"The folders of volumes '{source.Name}' and '{target.Name}' cannot be handled: Read-only file system", "Run the same command again, or roll back", Nothing);
        Answers(new ToolResult(0, "full empty missing missing\n1\n1\n1\n1", string.Empty));
        await Remedies.LeadsOutAsync(MoveAsync, $"Volume '{source.Name}' was not moved into '{target.Name}': its state is NotMoved", "Run the same command again", Nothing);
        (await lab.ShellAsync(target.Name, "cat file")).Should().Be("one");

        await lab.ShellAsync(source.Name, "echo other > file");
        await Remedies.LeadsOutAsync(
            () => mover.MoveBackAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None),
            $"Volume '{target.Name}' is not empty, so the content of '{source.Name}' cannot be moved into it", "Look at what both hold before anything else is done", () => lab.ShellAsync(source.Name, "rm file"));
        (await lab.ShellAsync(source.Name, "cat file")).Should().Be("one");
    }

    [Fact]
    public async Task A_copy_that_differs_is_made_again()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-bound");
        await using (var source = await FilledAsync())
        await using (var target = await lab.VolumeAsync("type=none", "o=bind", $"device={folder.FullName}"))
        {
            _answer = async spec =>
            {
                if (spec.Entrypoint![2].Contains("sync -f", StringComparison.Ordinal))
                    await lab.ShellAsync(target.Name, "echo spoilt > file");
                return null;
            };
            var mover = Mover();
            await Remedies.LeadsOutAsync(
                () => mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None),
                $"The copy of volume '{source.Name}' in '{target.Name}' differs from it", "The source is untouched; look at the disk, then run the same command again", Nothing);
            (await lab.ShellAsync(target.Name, "cat file")).Should().Be("one");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stream_that_broke_is_read_again_and_a_torn_archive_is_taken_again()
    {
        await using var volume = await FilledAsync();
        var isBroken = true;
        await Remedies.LeadsOutAsync(
            () => lab.Engine.ReadVolumeAsync(volume.Name, DockerLab.Helper(), (stream, token) => isBroken ? throw new IOException("broken pipe") : stream.CopyToAsync(Stream.Null, token).ContinueWith(_ => true, TaskScheduler.Default), CancellationToken.None),
            $"The stream of volume '{volume.Name}' broke: broken pipe", "Look at the engine's log and at the disk", () => isBroken = false);

        var folder = Directory.CreateTempSubdirectory("hopguard-archive");
        var archive = new VolumeArchive(lab.Engine);
        Task TakeAgainAsync()
        {
            foreach (var file in folder.GetFiles())
                file.Delete();
            return TakeAsync();
        }

        Task TakeAsync() => archive.TakeAsync("store", volume.Name, DockerLab.Helper(), folder.FullName, 0, new Progress<StepProgress>(), CancellationToken.None);
        Task CheckAsync() => VolumeArchive.CheckArchiveAsync("store", folder.FullName, CancellationToken.None);
        void Cut(int bytes)
        {
            using var file = File.OpenWrite(Path.Combine(folder.FullName, "store.tar"));
            file.SetLength(file.Length - bytes);
        }

        await TakeAsync();
        foreach (var (bytes, refusal) in new[] { (1, "The archive of a volume ends without its end mark"), (1024, "The archive of a volume is cut short or damaged") })
        {
            Cut(bytes);
            await Remedies.LeadsOutAsync(CheckAsync, refusal, "Look at the disk and the engine's log, then take it again", TakeAgainAsync);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_volume_of_somebody_else_is_removed_after_a_look()
    {
        await using var volume = await lab.VolumeAsync();
        await Remedies.LeadsOutAsync(
            () => lab.Engine.CreateVolumeAsync(volume.Name, new Dictionary<string, string> { ["hopguard.run"] = "1" }, CancellationToken.None), $"Volume '{volume.Name}' exists already and is not Hopguard's",
            "Rename or remove it after looking at what it holds", () => lab.Engine.RemoveVolumeAsync(volume.Name, CancellationToken.None));
    }

    [Fact]
    public async Task A_helper_needs_its_tools()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        var context = shop.Context((ContainerDetails.Of(shop.Snapshot()) with { Services = [new ServiceSnapshot("db", "db", "image", "image", true, "always")], Stores = new Dictionary<string, StoreSnapshot> { ["database"] = new("db", "db", "v", "/data") } }).AddTo(shop.Snapshot()), new Accept { Id = "accept" });
        var result = new ToolResult(127, string.Empty, "sh: not found");
        _helpers.RunAsync(default!, default, default).ReturnsForAnyArgs(_ => result);

        await Remedies.LeadsOutAsync(
            () => new VolumeShell(_helpers).FlushAsync("v", DockerLab.Helper(), CancellationToken.None), "Volume 'v' cannot be examined with image '*': sh: not found", "The image needs a POSIX shell with du, df, find and grep", Good);
        result = new ToolResult(127, string.Empty, "sh: not found");
        _helpers.RunAsync(default!, default, default).ReturnsForAnyArgs(call =>
        {
            if (result.ExitCode == 0 && call.Arg<ContainerSpec>()?.Command is [var mark, ..])
                Array.ForEach(["1700000000 12.3", "database ef53"], line => call.Arg<Action<string>>()!($"{mark} {line}"));
            return result;
        });
        await Remedies.LeadsOutAsync(
            () => new VolumeStamps(_helpers).ReadAsync(new Dictionary<string, string> { ["database"] = "v" }, flush: false, context, CancellationToken.None),
            "Volumes 'v' cannot be examined: sh: not found", "The helper image needs a POSIX shell with find, xargs and stat", Good);
        _helpers.RunAsync(default!, default, default).ReturnsForAnyArgs(_ => result);

        // A folder of the host that stands for a volume.
        IReadOnlyList<ContainerState> users = [new() { Id = "1", Name = "user", Image = "i", ImageId = "i", Status = "running", Mounts = [new ContainerMount("volume", "made", "/v", false)] }];
        _helpers.FindVolumeAsync(default!, default).ReturnsForAnyArgs(new VolumeState("made", "local", "/v", new Dictionary<string, string> { ["hopguard.run"] = "1" }, VolumeState.Bound("/srv/made")));
        _helpers.ListContainersMountingAsync(default!, default).ReturnsForAnyArgs(_ => users);
        var server = new ContainerState
        {
            Id = "2",
            Name = "db",
            Image = "i",
            ImageId = "i",
            Status = "running",
            Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = shop.Name, ["com.docker.compose.service"] = "db" },
        };
        _helpers.ListContainersAsync(default!, default).ReturnsForAnyArgs(_ => [server, .. users]);
        Task RemoveAsync() => new MadeVolumes(_helpers).RemoveAsync("made", context, CancellationToken.None);
        await Remedies.LeadsOutAsync(RemoveAsync, "Volume 'made' is in use by user", "Stop what uses volume 'made': user", () => users = []);
        result = new ToolResult(1, string.Empty, "Read-only file system");
        await Remedies.LeadsOutAsync(
            RemoveAsync, "Folder '/srv/made' cannot be made or removed: Read-only file system", "Look whether the file system of '/srv' is full or read-only, then run the same command again", Good);

        void Good() => result = new ToolResult(0, string.Empty, string.Empty);
    }

    private VolumeMover Mover()
    {
        _helpers.RunAsync(default!, default, default).ReturnsForAnyArgs(async call => await _answer(call.Arg<ContainerSpec>()) ?? await lab.Engine.RunAsync(call.Arg<ContainerSpec>(), null, CancellationToken.None));
        return new VolumeMover(lab.Engine, _helpers);
    }

    private void Answers(ToolResult result) => _answer = _ => Task.FromResult<ToolResult?>(result);

    private void Nothing() => _answer = _ => Task.FromResult<ToolResult?>(null);

    private async Task<LabVolume> FilledAsync()
    {
        var volume = await lab.VolumeAsync();
        await lab.ShellAsync(volume.Name, "echo one > file; mkdir folder; echo two > folder/file");
        return volume;
    }
}
