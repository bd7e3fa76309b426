using Hopguard.Containers.Ports;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Tests.Volumes;

[Collection(nameof(DockerLabCollection))]
public sealed class VolumeMoverTests(DockerLab lab)
{
    private const string Fill = "echo one > file; mkdir folder; echo two > folder/file; chown 70:70 . file; chmod 2750 .";
    private readonly VolumeMover _mover = new(lab.Engine);
    private readonly Memory _memory = new();

    [Theory]
    [InlineData(DockerLab.Gnu)]
    [InlineData(DockerLab.Busybox)]
    public async Task Content_moves_with_owner_and_mode_and_comes_back(string image)
    {
        await using var source = await FilledAsync();
        await using var target = await lab.VolumeAsync();
        var before = await LookAsync(source);

        await _mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(image), _memory, CancellationToken.None);

        (await LookAsync(target)).Should().Be(before);
        (await LookAsync(source)).Should().Be(". 70:70 2750");
        (await StateAsync(source, target)).Should().Be(VolumeMoveState.Moved);

        await _mover.MoveBackAsync(source.Name, target.Name, DockerLab.Helper(image), _memory, CancellationToken.None);
        (await LookAsync(source)).Should().Be(before);
        (await StateAsync(source, target)).Should().Be(VolumeMoveState.NotMoved);
    }

    // The instants between the system calls of a move, staged by hand.
    public static TheoryData<string> Kills => new()
    {
        "mkdir $a/_data.hopguard; chown 70:70 $a/_data.hopguard; chmod 2750 $a/_data.hopguard",
        "mkdir $a/_data.hopguard; chown 70:70 $a/_data.hopguard; chmod 2750 $a/_data.hopguard; rmdir $b/_data",
        "mkdir $a/_data.hopguard; chown 70:70 $a/_data.hopguard; chmod 2750 $a/_data.hopguard; rmdir $b/_data; mv $a/_data $b/_data",
        "mkdir $a/_data.hopguard; chown 70:70 $a/_data.hopguard; chmod 2750 $a/_data.hopguard; rmdir $b/_data; mv $a/_data $b/_data; mv $a/_data.hopguard $a/_data",
    };

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Move_killed_at_any_instant_is_completed_by_the_same_call(string script)
    {
        await using var source = await FilledAsync();
        await using var target = await lab.VolumeAsync();
        var before = await LookAsync(source);
        await lab.Lab.Volumes.RunAsync($"a={source.Name}; b={target.Name}; {script}");

        await _mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None);

        (await LookAsync(target)).Should().Be(before);
        (await LookAsync(source)).Should().Be(". 70:70 2750");
        (await StateAsync(source, target)).Should().Be(VolumeMoveState.Moved);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Move_killed_at_any_instant_is_reversed(string script)
    {
        await using var source = await FilledAsync();
        await using var target = await lab.VolumeAsync();
        var before = await LookAsync(source);
        await lab.Lab.Volumes.RunAsync($"a={source.Name}; b={target.Name}; {script}");

        await _mover.MoveBackAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None);

        (await LookAsync(source)).Should().Be(before);
        (await StateAsync(source, target)).Should().Be(VolumeMoveState.NotMoved);
    }

    [Fact]
    public async Task Volume_in_use_is_not_moved()
    {
        await using var source = await FilledAsync();
        await using var target = await lab.VolumeAsync();
        var user = await lab.Engine.StartNewAsync(
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Command = ["sleep", "600"], Mounts = [new ContainerMount("volume", source.Name, "/v", true)] }, CancellationToken.None);

        await _mover.Invoking(mover => mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None))
            .Should().ThrowAsync<HopguardException>().WithMessage($"Volume '{source.Name}' is in use by {user.Name}");

        await lab.Engine.RemoveContainerAsync(user.Id, CancellationToken.None);
    }

    [Fact]
    public async Task Target_that_holds_something_is_not_mixed_with_the_source()
    {
        await using var source = await FilledAsync();
        await using var target = await FilledAsync();

        await _mover.Invoking(mover => mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None))
            .Should().ThrowAsync<HopguardException>().WithMessage("*is not empty*");

        (await StateAsync(source, target)).Should().Be(VolumeMoveState.BothHold);
    }

    [Fact]
    public async Task Volume_with_driver_options_is_copied_verified_and_emptied()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-bound");
        await using (var source = await FilledAsync())
        await using (var target = await lab.VolumeAsync("type=none", "o=bind", $"device={folder.FullName}"))
        {
            await lab.ShellAsync(source.Name, "touch -d '1965-02-03 04:05:06' folder/file");
            var before = await LookAsync(source);

            await _mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None);
            (await LookAsync(target)).Should().Be(before);
            (await LookAsync(source)).Should().Be(". 70:70 2750");
            File.GetLastWriteTimeUtc(Path.Combine(folder.FullName, "folder", "file")).Year.Should().Be(1965);

            await _mover.MoveBackAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None);
            (await LookAsync(source)).Should().Be(before);
            folder.EnumerateFileSystemInfos().Should().BeEmpty();
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(DockerLab.Gnu)]
    [InlineData(DockerLab.Busybox)]
    public async Task Copy_is_on_disk_before_its_source_is_emptied(string image)
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-bound");
        await using (var source = await FilledAsync())
        await using (var target = await lab.VolumeAsync("type=none", "o=bind", $"device={folder.FullName}"))
        {
            var told = new List<string>();
            var helpers = Substitute.For<IContainerEngine>();
            helpers.RunAsync(default!, default, default).ReturnsForAnyArgs(call =>
            {
                var spec = call.Arg<ContainerSpec>();
                told.Add($"{(spec.Entrypoint![2].Contains("rm -rf") ? "empty" : spec.Entrypoint[2].Contains("sync -f") ? "flush" : "look at")} {(spec.Mounts[0].Source == source.Name ? "source" : "target")}");
                return lab.Engine.RunAsync(spec, null, CancellationToken.None);
            });

            await new VolumeMover(lab.Engine, helpers).MoveAsync(source.Name, target.Name, DockerLab.Helper(image), new ToldMemory(told), CancellationToken.None);

            told.Should().Equal("look at target", "remember copying", "empty target", "flush target", "remember emptying", "empty source", "remember moved");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Copy_that_was_killed_half_way_starts_again_from_the_whole_source()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-bound");
        await using (var source = await FilledAsync())
        await using (var target = await lab.VolumeAsync("type=none", "o=bind", $"device={folder.FullName}"))
        {
            var before = await LookAsync(source);
            _memory.Remember($"move {source.Name} > {target.Name}", "copying");
            await lab.ShellAsync(target.Name, "echo part > file; echo other > stray");

            await _mover.MoveAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None);

            (await LookAsync(target)).Should().Be(before);
        }

        folder.Delete(recursive: true);
    }

    private sealed class ToldMemory(List<string> told) : StepMemory
    {
        private readonly Memory _memory = new();

        public override string? Recall(string key) => _memory.Recall(key);

        public override void Remember(string key, string text)
        {
            told.Add($"remember {text}");
            _memory.Remember(key, text);
        }
    }

    private async Task<LabVolume> FilledAsync()
    {
        var volume = await lab.VolumeAsync();
        await lab.ShellAsync(volume.Name, Fill);
        return volume;
    }

    private async Task<string> LookAsync(LabVolume volume) =>
        (await lab.ShellAsync(volume.Name, "find . | sort | while read f; do stat -c '%n %u:%g %a' $f; [ -d $f ] || cat $f; done")).Trim();

    private Task<VolumeMoveState> StateAsync(LabVolume source, LabVolume target) =>
        _mover.StateAsync(source.Name, target.Name, DockerLab.Helper(), _memory, CancellationToken.None);
}
