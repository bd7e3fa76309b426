using System.Formats.Tar;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Sources;

public sealed class SourceArchiveTests : IDisposable
{
    private const int Regular = 0x8000 | 0x1A4, Executable = 0x8000 | 0x1ED, Link = 0xA000 | 0x1FF, Pipe = 0x1000 | 0x1A4;

    private readonly TempFolder _folder = TempFolder.InMemory();

    private string Target => _folder["inner/sources/new"];

    [Fact]
    public async Task A_zip_loses_its_single_top_folder_and_keeps_modes_and_links()
    {
        await UnpackAsync(Archives.Zip(("top/run.sh", "#!", Executable), ("top/sub/file", "text", Regular), ("top/link", "sub/file", Link)));
        File.ReadAllText(Path.Combine(Target, "link")).Should().Be("text");
        new FileInfo(Path.Combine(Target, "run.sh")).UnixFileMode.Should().HaveFlag(UnixFileMode.UserExecute);
        new FileInfo(Path.Combine(Target, "sub/file")).UnixFileMode.Should().NotHaveFlag(UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tar_loses_its_single_top_folder_and_keeps_modes_and_links(bool compressed)
    {
        const UnixFileMode runnable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.SetUser;
        TarEntry[] entries =
        [
            new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string>(StringComparer.Ordinal) { ["comment"] = "commit" }),
            Archives.Folder("top/"), Archives.File("top/run.sh", mode: runnable), Archives.File("top/sub/file"), Archives.Link("top/sub/link", "../run.sh"),
        ];
        await UnpackAsync(compressed ? Archives.TarGz(entries) : Archives.Tar(entries));

        File.ReadAllText(Path.Combine(Target, "sub/link")).Should().Be("text");
        new FileInfo(Path.Combine(Target, "run.sh")).UnixFileMode.Should().HaveFlag(UnixFileMode.UserExecute).And.NotHaveFlag(UnixFileMode.SetUser);
    }

    [Fact]
    public async Task Without_a_single_top_folder_everything_stays_where_it_is()
    {
        await UnpackAsync(Archives.Tar(Archives.File("a/file"), Archives.File("b")));
        Directory.GetFileSystemEntries(Target).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("top/../../x")]
    [InlineData("/tmp/hopguard-must-not-exist")]
    [InlineData("..\\x")]
    public async Task Entries_that_leave_the_folder_are_refused(string name)
    {
        await RefusesAsync(Archives.Tar(Archives.File("top/file"), Archives.File(name)), "*which leaves its folder");
        await RefusesAsync(Archives.Zip(("top/file", "", Regular), (name, "", Regular)), "*which leaves its folder");
        File.Exists("/tmp/hopguard-must-not-exist").Should().BeFalse();
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../outside")]
    [InlineData("..")]
    [InlineData("sub/../../../outside")]
    [InlineData("")]
    public async Task Links_that_leave_the_folder_are_refused(string target)
    {
        if (target.Length > 0)
            await RefusesAsync(Archives.Tar(Archives.File("top/sub/file"), Archives.Link("top/link", target)), "*which leaves its folder");

        await RefusesAsync(Archives.Zip(("top/sub/file", "", Regular), ("top/link", target, Link)), "*which leaves its folder");
    }

    [Fact]
    public Task A_link_that_would_leave_through_another_link_is_refused() =>
        RefusesAsync(Archives.Tar(Archives.File("top/a/b/file"), Archives.Link("top/x", "a/b"), Archives.Link("top/y", "x/../../../..")), "*which leaves its folder");

    [Fact]
    public Task A_link_to_the_folder_above_the_top_that_is_stripped_is_refused() =>
        RefusesAsync(Archives.Tar(Archives.File("top/file"), Archives.Link("top/up", "../top/..")), "*which leaves its folder");

    [Fact]
    public async Task A_file_behind_a_link_is_not_written_through_it()
    {
        await RefusesAsync(Archives.Tar(Archives.Link("top/link", "."), Archives.File("top/link/file")), "Archive holds 'top/link' twice");
        await RefusesAsync(Archives.Tar(Archives.Link("top/a", "b"), Archives.Link("top/a/c", "d"), Archives.File("top/b/file")), "*behind a link*");
    }

    [Theory]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public Task Special_files_are_refused(TarEntryType type) =>
        RefusesAsync(Archives.Tar(Archives.File("top/file"), Archives.Special(type, "top/special")), $"Archive entry 'top/special' is a {type}, which no source tree needs");

    [Fact]
    public Task A_pipe_in_a_zip_is_refused() => RefusesAsync(Archives.Zip(("top/pipe", "", Pipe)), "Archive entry 'top/pipe' is a special file*");

    [Fact]
    public async Task A_name_that_comes_twice_is_refused()
    {
        await RefusesAsync(Archives.Tar(Archives.File("top/file"), Archives.File("top/file")), "Archive holds 'top/file' twice");
        await RefusesAsync(Archives.Zip(("top/file", "", Regular), ("top/file", "", Regular)), "Archive holds 'top/file' twice");
        await RefusesAsync(Archives.Tar(Archives.File("top/file"), Archives.Link("top/file", "other")), "Archive holds 'top/file' twice");
        await RefusesAsync(Archives.Tar(Archives.File("top/file"), Archives.File("top/file/below")), "Archive holds 'top/file' twice");
    }

    [Fact]
    public async Task A_bomb_is_stopped_at_its_bound()
    {
        var bomb = Archives.Zip(("top/zeros", new string('0', 3_000_000), Regular));
        bomb.Length.Should().BeLessThan(100_000);
        await RefusesAsync(bomb, "Archive unpacks to more than *", new SourceArchive(maximumBytes: 1_000_000));
        await RefusesAsync(Archives.Zip(("top/link", new string('0', 3_000_000), Link)), "*which leaves its folder");
        await RefusesAsync(Archives.Zip([.. Enumerable.Range(0, 20).Select(i => ($"top/{i}", "", Regular))]), "Archive holds more than 10 entries", new SourceArchive(maximumEntries: 10));
    }

    [Fact]
    public async Task An_archive_cut_short_anywhere_is_refused()
    {
        var files = Enumerable.Range(0, 5).Select(i => Archives.File($"top/{i}", new string('x', 900))).ToArray();
        var tar = Archives.Tar(files);
        for (var length = 0; length < tar.Length - 1024; length += 256)
            await RefusesAsync(tar[..length], "Source 'the.zip' cannot be read: *");

        var gz = Archives.TarGz(files);
        // The last bytes hold the end mark's second block and gzip's checksum: without them every file is there all the same.
        const int tail = 64;
        for (var length = 0; length < gz.Length - tail; length += 7)
            await RefusesAsync(gz[..length], "Source 'the.zip' cannot be read: *");

        var zip = Archives.Zip(("top/a", new string('x', 900), Regular), ("top/b", "text", Regular));
        for (var length = 0; length < zip.Length - 1; length += 13)
            await RefusesAsync(zip[..length], "Source 'the.zip' cannot be read: *");
    }

    [Fact]
    public async Task What_is_no_archive_is_refused()
    {
        const string noArchive = "Source 'the.zip' cannot be read: it is neither a zip, a tar nor a tar.gz archive";
        await RefusesAsync([], "Source 'the.zip' cannot be read: it holds nothing");
        await RefusesAsync("x"u8.ToArray(), noArchive);
        await RefusesAsync("<html>404 Not Found</html>"u8.ToArray(), noArchive);
        await RefusesAsync([.. Enumerable.Repeat("<!DOCTYPE html> not found at all ".Select(letter => (byte)letter), 100).SelectMany(text => text)], noArchive);
        await RefusesAsync(new byte[10240], "Source 'the.zip' cannot be read: it holds nothing");
        await RefusesAsync(Archives.Zip(), "Source 'the.zip' cannot be read: it holds nothing");
        await RefusesAsync([0x1f, 0x8b, .. new byte[100]], "Source 'the.zip' cannot be read: *");
    }

    [Fact]
    public async Task A_flipped_byte_is_harmless_or_an_error_that_an_operator_can_read()
    {
        var good = Archives.TarGz(Archives.File("top/file", new string('x', 5000)), Archives.Link("top/link", "file"));
        for (var i = 0; i < good.Length; i += 3)
        {
            var damaged = good.ToArray();
            damaged[i] ^= 0x10;
            try
            {
                await UnpackAsync(damaged);
            }
            catch (HopguardException refusal)
            {
                refusal.Message.Should().NotContain("Unable to");
            }
        }
    }

    [Fact]
    public async Task What_an_earlier_attempt_left_is_replaced()
    {
        _folder.Write("inner/sources/new/old", "old");
        _folder.Write("inner/sources/new.raw/old", "old");
        await UnpackAsync(Archives.Tar(Archives.File("top/file")));
        Directory.GetFileSystemEntries(_folder["inner/sources"]).Should().Equal(Target);
        Directory.GetFileSystemEntries(Target).Should().ContainSingle();
    }

    public void Dispose() => _folder.Dispose();

    private Task UnpackAsync(byte[] archive, SourceArchive? how = null)
    {
        Directory.CreateDirectory(_folder["inner/sources"]);
        File.WriteAllBytes(_folder["archive"], archive);
        return (how ?? new SourceArchive()).UnpackAsync(_folder["archive"], Target, "the.zip", CancellationToken.None);
    }

    private async Task RefusesAsync(byte[] archive, string message, SourceArchive? how = null)
    {
        var unpack = () => UnpackAsync(archive, how);
        (await unpack.Should().ThrowAsync<HopguardException>($"{archive.Length} bytes")).WithMessage(message);
        Directory.Exists(Target).Should().BeFalse();
        Directory.GetFileSystemEntries(_folder.Path).Should().BeEquivalentTo(_folder["inner"], _folder["archive"]);
        Directory.GetFileSystemEntries(_folder["inner"]).Should().Equal(_folder["inner/sources"]);
    }
}
