using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Faults;

/// <summary>Sources that are not what was asked for, or that were made to harm.</summary>
public sealed class SourceFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_source_of_another_hash_is_refused()
    {
        var result = await Lab.Upgrade().With("source-sha256", new string('a', 64)).RunAsync();

        result.ShouldFailWith($"has SHA-256 {Lab.Cvat.Archive.Sha256} instead of {new string('a', 64)}", "Fetch it again");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_source_without_a_hash_is_refused_and_its_own_is_told()
    {
        var result = await Lab.Upgrade().Without("source-sha256").RunAsync();

        result.ShouldFailWith("has no SHA-256 to be checked against", Lab.Cvat.Archive.Sha256, "give --source-sha256");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_refused()
    {
        var result = await Lab.Upgrade().With("source", "/nowhere/v2.3.0.zip").RunAsync();

        result.ShouldFailWith("Source '/nowhere/v2.3.0.zip' is neither a file, a git checkout nor an HTTPS address", "--source");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task Plain_http_is_refused()
    {
        var result = await Lab.Upgrade().With("source", "http://localhost/v2.3.0.zip").RunAsync();

        result.ShouldFailWith("'http://localhost/v2.3.0.zip' is neither a path nor an HTTPS address");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Theory]
    [InlineData("cvat-2.3.0/../../../escaped")]
    [InlineData("/tmp/escaped")]
    public async Task A_zip_with_a_path_that_leaves_is_refused(string path)
    {
        var archive = NewFile("leaving.zip");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
            zip.CreateEntry(path);

        await RefusedAsync(archive, path);
    }

    [Theory]
    [InlineData(TarEntryType.RegularFile, "cvat-2.3.0/../../../escaped", "")]
    [InlineData(TarEntryType.SymbolicLink, "cvat-2.3.0/escaped", "/etc")]
    [InlineData(TarEntryType.HardLink, "cvat-2.3.0/escaped", "../../../etc/passwd")]
    public async Task A_tar_with_an_entry_that_leaves_is_refused(TarEntryType kind, string path, string target)
    {
        var archive = NewFile("leaving.tar.gz");
        using (var tar = new TarWriter(new GZipStream(File.Create(archive), CompressionLevel.Fastest)))
        {
            var entry = new PaxTarEntry(kind, path);
            if (target.Length > 0)
                entry.LinkName = target;
            tar.WriteEntry(entry);
        }

        await RefusedAsync(archive, path);
    }

    [Theory]
    [InlineData("cvat-2.3.0.zip")]
    [InlineData("cvat-2.3.0.tar.gz")]
    public async Task An_archive_cut_short_is_refused(string name)
    {
        var whole = await File.ReadAllBytesAsync(Path.Combine(Lab.Cvat.Folder, name));
        var archive = NewFile("short-" + name);
        await File.WriteAllBytesAsync(archive, whole[..(whole.Length * 2 / 3)]);

        await RefusedAsync(archive, "cannot be read", "Fetch it again");
    }

    [Fact]
    public async Task A_page_of_the_forge_in_place_of_an_archive_is_refused()
    {
        var page = NewFile("v2.3.0.html");
        await File.WriteAllTextAsync(page, "<html>Not found</html>");

        await RefusedAsync(page, "Archive '");
    }

    [Fact]
    public async Task A_git_checkout_is_a_source_once_its_hash_is_given()
    {
        var checkout = Path.Combine(Lab.Cvat.Folder, "checkout");
        SourceTree.Lay("2.3.0", checkout);
        foreach (var command in new[] { "init --quiet", "add .", "-c user.name=lab -c user.email=lab@localhost commit --quiet --message=2.3.0" })
            await Process.Start("git", ["-C", checkout, .. command.Split(' ')]).WaitForExitAsync();

        var unknown = await Lab.Upgrade().With("source", checkout).Without("source-sha256").RunAsync();
        var hash = unknown.Output.Split("what was fetched has ")[1][..64];
        await Lab.Upgrade().With("source", checkout).With("source-sha256", hash).KilledAsync("after:check-target");
        var back = await Lab.Target("RollbackCvat").RunAsync();

        Directory.Delete(checkout, recursive: true);
        unknown.ShouldFailWith("has no SHA-256 to be checked against");
        back.ExitCode.Should().Be(0, back.Output);
        await Lab.ShouldBeUntouchedAsync();
    }

    private string NewFile(string name)
    {
        var file = Path.Combine(Lab.Cvat.Folder, name);
        File.Delete(file);
        return file;
    }

    private async Task RefusedAsync(string archive, params string[] texts)
    {
        var result = await Lab.Upgrade().From(archive).RunAsync();

        result.ShouldFailWith(texts);
        File.Exists("/tmp/escaped").Should().BeFalse();
        Directory.EnumerateFileSystemEntries(Lab.Cvat.Folder, "escaped", SearchOption.AllDirectories).Should().BeEmpty();
        await Lab.ShouldBeUntouchedAsync();
    }
}
