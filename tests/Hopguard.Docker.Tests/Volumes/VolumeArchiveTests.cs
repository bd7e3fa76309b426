using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Lab;

namespace Hopguard.Docker.Tests.Volumes;

[Collection(nameof(DockerLabCollection))]
public sealed class VolumeArchiveTests(DockerLab lab) : IDisposable
{
    private const string Fill = """
        mkdir -p a/empty "space and
        newline"; echo text > a/file; ln a/file a/hard; ln -s ../nowhere a/soft; mkfifo pipe; head -c 300000 /dev/urandom > blob
        printf 'ü' > 'ünïcode'; touch -d '2001-02-03 04:05:06' a/file a/empty; chown -R 1000:1001 a; chown 33:44 .; chmod 1777 a; chmod 640 blob; chmod 2750 .
        touch "$(printf 'long%0200d' 1)"; touch -- -dash
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-archive");
    private readonly VolumeArchive _archive = new(lab.Engine);
    private readonly VolumeShell _shell = new(lab.Engine);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(DockerLab.Gnu)]
    [InlineData(DockerLab.Busybox)]
    public async Task Archive_equals_the_volume_and_holds_every_entry(string image)
    {
        await using var volume = await FilledAsync();

        var files = await TakeAsync(volume);

        var (disk, live) = (await CheckArchiveAsync(), await CheckVolumeAsync(volume));
        disk.Should().BeEquivalentTo(live).And.Match<ManifestCheck>(check => check.IsEqual && check.Entries == 12);
        (await _shell.CountEntriesAsync(volume.Name, DockerLab.Helper(image), CancellationToken.None)).Should().Be(12);
        files.Should().BeEquivalentTo(await EvidenceStore.HashFolderAsync(_folder.FullName, new Progress<StepProgress>(), CancellationToken.None));
    }

    [Fact]
    public async Task Manifest_tells_owner_mode_time_target_and_hash()
    {
        await using var volume = await FilledAsync();
        await TakeAsync(volume);

        var entries = File.ReadAllLines(Path.Combine(_folder.FullName, "store.manifest.jsonl")).Select(ManifestFile.EntryOf).ToList();

        entries.Single(entry => entry.Path.Length == 0).Should().Match<ManifestEntry>(root => root.Mode == "2750" && root.Uid == 33 && root.Gid == 44);
        entries.Single(entry => entry.Path == "a/file").Should().Match<ManifestEntry>(file => file.Size == 5 && file.Modified == 981173106 && file.Sha256!.StartsWith("b9e68e1bea3e5b19"));
        entries.Single(entry => entry.Path == "a/soft").Target.Should().Be("../nowhere");
        entries.Single(entry => entry.Path == "a/hard").Should().Match<ManifestEntry>(link => link.Type == "hardlink" && link.Target == "a/file");
    }

    [Fact]
    public async Task A_disk_that_fills_up_ends_an_archive_with_the_reason()
    {
        await using var volume = await FilledAsync();
        await using var disk = await SmallDisk.MountAsync(2);
        disk.Fill(leave: 100_000);

        var take = () => _archive.TakeAsync("store", volume.Name, DockerLab.Helper(), disk.Folder, 0, new Progress<StepProgress>(), CancellationToken.None);

        await take.Should().ThrowAsync<IOException>().WithMessage("*No space left on device*");
    }

    [Fact]
    public async Task Restored_volume_equals_the_archive()
    {
        await using var volume = await FilledAsync();
        await using var restored = await lab.VolumeAsync();
        await TakeAsync(volume);

        await _archive.RestoreAsync("store", restored.Name, DockerLab.Helper(), _folder.FullName, CancellationToken.None);

        (await CheckVolumeAsync(restored)).Should().Match<ManifestCheck>(check => check.IsEqual);
    }

    [Theory]
    [InlineData("echo more >> a/file", "'a/file' differs: size 5 became 10, time *, content *")]
    [InlineData("chmod 600 a/file", "'a/file' differs: mode 644 became 600*")]
    [InlineData("chown 0 a/empty", "'a/empty' differs: owner 1000:1001 became 0:1001")]
    [InlineData("touch -r blob /tmp/m; head -c 300000 /dev/zero > blob; touch -r /tmp/m blob", "'blob' differs: content *")]
    public async Task Changed_volume_is_told_from_its_archive(string change, string difference)
    {
        await using var volume = await FilledAsync();
        await TakeAsync(volume);

        await lab.ShellAsync(volume.Name, change);

        string.Join("; ", (await CheckVolumeAsync(volume)).Differences).Should().Match(difference);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(10_240)]
    [InlineData(200_000)]
    public async Task Archive_cut_short_is_found(int bytes)
    {
        await using var volume = await FilledAsync();
        await TakeAsync(volume);
        using (var file = File.OpenWrite(Path.Combine(_folder.FullName, "store.tar")))
            file.SetLength(file.Length - bytes);

        await this.Invoking(test => test.CheckArchiveAsync()).Should().ThrowAsync<HopguardException>().WithMessage("The archive of a volume *");
    }

    [Fact]
    public async Task Flipped_bit_is_found()
    {
        await using var volume = await FilledAsync();
        await TakeAsync(volume);
        using (var file = new FileStream(Path.Combine(_folder.FullName, "store.tar"), FileMode.Open))
        {
            file.Position = file.Length / 2;
            var value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ 1));
        }

        (await CheckArchiveAsync()).IsEqual.Should().BeFalse();
    }

    [Fact]
    public async Task Emptied_volume_keeps_nothing_and_says_so()
    {
        await using var volume = await FilledAsync();

        await _shell.EmptyAsync(volume.Name, DockerLab.Helper(), CancellationToken.None);

        (await _shell.IsEmptyAsync(volume.Name, DockerLab.Helper(DockerLab.Gnu), CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task Space_is_measured_in_bytes()
    {
        await using var volume = await FilledAsync();

        var free = await _shell.FreeSpaceAsync(volume.Name, _folder.FullName, DockerLab.Helper(), CancellationToken.None);

        (await _shell.MeasureAsync(volume.Name, DockerLab.Helper(), CancellationToken.None)).Should().BeInRange(300_000, 500_000);
        free.Copies.Should().BeCloseTo(new DriveInfo(_folder.FullName).AvailableFreeSpace, 1_000_000_000);
    }

    private async Task<LabVolume> FilledAsync()
    {
        var volume = await lab.VolumeAsync();
        await lab.ShellAsync(volume.Name, Fill);
        return volume;
    }

    private Task<IReadOnlyList<CopyFile>> TakeAsync(LabVolume volume) =>
        _archive.TakeAsync("store", volume.Name, DockerLab.Helper(), _folder.FullName, 0, new Progress<StepProgress>(), CancellationToken.None);

    private Task<ManifestCheck> CheckArchiveAsync() => VolumeArchive.CheckArchiveAsync("store", _folder.FullName, CancellationToken.None);

    private Task<ManifestCheck> CheckVolumeAsync(LabVolume volume) => _archive.CheckVolumeAsync("store", volume.Name, DockerLab.Helper(), _folder.FullName, CancellationToken.None);
}
