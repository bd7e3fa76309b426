using System.Security.Cryptography;
using System.Text;
using Hopguard.Containers.Handlers;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Engine.Tests.Sources;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

/// <summary>A folder with the archives of several releases, and what its refusals say is to be done: with that, the source is fetched.</summary>
public sealed class SourceFolderTests : IDisposable
{
    private static readonly FetchSource Step = new() { Id = "fetch-source", Archive = Name.Of("https://example.org/v2.3.0.zip"), As = Name.Of("new") };

    private readonly HandlerBed _bed = new();
    private readonly HttpClient _http = new();
    private readonly string _folder;

    // The same content twice gives two archives: they hold the time.
    private readonly Dictionary<string, byte[]> _archives = new(StringComparer.Ordinal);

    public SourceFolderTests()
    {
        _folder = Directory.CreateDirectory(_bed.Folder["releases"]).FullName;
        _bed.Options = _bed.Options with { Source = _folder };
    }

    [Theory]
    [InlineData("v2.3.0.tar.gz")]
    [InlineData("cvat-2.3.0.tar.gz")]
    [InlineData("2.3.0.tgz")]
    public async Task The_archive_of_the_target_is_taken_among_others(string name)
    {
        var others = new[] { "cvat-2.3.0.1.tar.gz", "cvat-12.3.0.tar.gz", "cvat-2.3.01.tar.gz", "cvat-2.3.0-notes.txt", "cvat-2.2.0.tar.gz" };
        List([.. others.Select(other => (other, Put(other, "of another"))), (name, Put(name, "of 2.3.0"))]);
        (await FetchAsync()).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().Contain(name);
        (await File.ReadAllTextAsync(Path.Combine(_bed.RunFolder.Source("new"), "docker-compose.yml"))).Should().Be("of 2.3.0");
    }

    [Fact]
    public async Task Sums_that_are_missing_are_written_down()
    {
        var sha256 = Put("v2.3.0.tar.gz", "new");
        await Remedies.LeadsOutAsync(
            FetchAsync, $"Folder '{_folder}' with source archives holds no 'SHA256SUMS', so nothing tells whether they are what they should be; nothing was changed",
            $"Write their SHA-256 into '{_folder}/SHA256SUMS', as sha256sum prints it, from where the archives come from", () => List(("v2.3.0.tar.gz", sha256)));
    }

    [Fact]
    public async Task An_archive_that_is_missing_or_not_listed_is_put_there_and_listed()
    {
        var sha256 = Put("v2.3.0.tar.gz", "new");
        List(("v2.2.0.tar.gz", Put("v2.2.0.tar.gz", "old")));
        var (refusal, remedy) = ($"Folder '{_folder}' holds no source archive of version 2.3.0 that its 'SHA256SUMS' lists; nothing was changed", $"Put it there under a name with its version, such as 2.3.0.zip, and its SHA-256 into '{_folder}/SHA256SUMS'");
        await Remedies.LeadsOutAsync(FetchAsync, refusal, remedy, () => List(("v2.3.0.tar.gz", sha256)));

        File.Delete(Path.Combine(_folder, "v2.3.0.tar.gz"));
        await Remedies.LeadsOutAsync(FetchAsync, refusal, remedy, () => Put("v2.3.0.tar.gz", "new"));
    }

    [Fact]
    public async Task Sums_or_an_archive_that_are_others_are_fetched_again()
    {
        List(("v2.3.0.tar.gz", Put("v2.3.0.tar.gz", "new")));
        var sums = await File.ReadAllBytesAsync(Path.Combine(_folder, "SHA256SUMS"));
        _bed.Options = _bed.Options with { SourceSha256 = Hash(sums) };
        List(("v2.3.0.tar.gz", new string('0', 64)));
        await Remedies.LeadsOutAsync(
            FetchAsync, "Source '*SHA256SUMS' has SHA-256 * instead of *; nothing was changed", "Fetch it again from where the expected hash comes from", () => File.WriteAllBytes(Path.Combine(_folder, "SHA256SUMS"), sums));

        Put("v2.3.0.tar.gz", "another");
        await Remedies.LeadsOutAsync(FetchAsync, "Source '*v2.3.0.tar.gz' has SHA-256 * instead of *", "Fetch it again from where the expected hash comes from", () => Put("v2.3.0.tar.gz", "new"));
    }

    [Fact]
    public void A_checkout_and_an_empty_folder_are_none()
    {
        SourceFolder.Of(_folder).Should().BeNull();
        Put("v2.3.0.tar.gz", "new");
        SourceFolder.Of(_folder).Should().NotBeNull();
        Directory.CreateDirectory(Path.Combine(_folder, ".git"));
        SourceFolder.Of(_folder).Should().BeNull();
    }

    public void Dispose()
    {
        _http.Dispose();
        _bed.Dispose();
    }

    private string Put(string name, string content)
    {
        if (!_archives.TryGetValue(content, out var archive))
            _archives[content] = archive = Archives.TarGz(Archives.File("cvat/docker-compose.yml", content));
        File.WriteAllBytes(Path.Combine(_folder, name), archive);
        return Hash(archive);
    }

    private void List(params (string Name, string Sha256)[] archives) =>
        File.WriteAllText(Path.Combine(_folder, "SHA256SUMS"), new StringBuilder().AppendJoin('\n', archives.Select(archive => $"{archive.Sha256}  {archive.Name}")).Append('\n').ToString());

    private Task<StepOutcome> FetchAsync() => _bed.DoAsync(new FetchSourceHandler(_http), Step);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
