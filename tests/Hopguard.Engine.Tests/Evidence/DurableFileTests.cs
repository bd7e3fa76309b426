using Hopguard.Engine.Evidence;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Evidence;

public sealed class DurableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_new_content_replaces_the_old_and_nothing_lies_beside()
    {
        DurableFile.Write(_folder["file"], "a long old text"u8);
        DurableFile.Write(_folder["file"], "new"u8);
        File.ReadAllText(_folder["file"]).Should().Be("new");
        Directory.GetFileSystemEntries(_folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void What_a_killed_writer_left_is_replaced()
    {
        _folder.Write("file.tmp", "a torn text that is longer than the new one");
        DurableFile.Write(_folder["file"], "new"u8);
        File.ReadAllText(_folder["file"]).Should().Be("new");
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_content()
    {
        DurableFile.Write(_folder["file"], "old"u8);
        Directory.CreateDirectory(_folder["file.tmp"]);
        var write = () => DurableFile.Write(_folder["file"], "new"u8);
        write.Should().Throw<UnauthorizedAccessException>();
        File.ReadAllText(_folder["file"]).Should().Be("old");
    }

    // What was written of it would hold the room that a journal needs.
    [Fact]
    public void A_write_that_a_full_disk_refuses_leaves_nothing_beside_the_old_content()
    {
        DurableFile.Write(_folder["file"], "old"u8);
        File.CreateSymbolicLink(_folder["file.tmp"], "/dev/full");
        var write = () => DurableFile.Write(_folder["file"], "new"u8);
        write.Should().Throw<IOException>();
        File.ReadAllText(_folder["file"]).Should().Be("old");
        Directory.GetFileSystemEntries(_folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void What_only_the_owner_may_read_nobody_else_can()
    {
        _folder.Write("file.tmp", "left by a killed writer, for everybody");
        DurableFile.Write(_folder["file"], "new"u8, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_folder["file"]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Folders_and_file_systems_can_be_flushed()
    {
        DurableFile.FlushFolder(_folder.Path);
        DurableFile.FlushFileSystem(_folder.Path);
        DurableFile.FlushFolder(_folder["missing"]);
    }

    public void Dispose() => _folder.Dispose();
}
