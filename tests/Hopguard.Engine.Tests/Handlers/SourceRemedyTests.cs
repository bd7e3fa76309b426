using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;
using Hopguard.Containers.Handlers;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Engine.Tests.Sources;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

/// <summary>A source that is refused, and what its refusal says is to be done: with that, the source is fetched.</summary>
public sealed class SourceRemedyTests : IDisposable
{
    private const string Unusable = "Do not use this archive";

    private static readonly FetchSource Step = new() { Id = "fetch-source", Archive = Name.Of("https://example.org/v2.3.0.zip"), As = Name.Of("new") };

    private readonly HandlerBed _bed = new();
    private readonly HttpClient _http = new();
    private readonly byte[] _release = Archives.TarGz(Archives.File("cvat-2.3.0/docker-compose.yml", "new"), Archives.File("cvat-2.3.0/readme"));

    public static TheoryData<string, string, string> Sources() => new()
    {
        { "http://example.org/v2.3.0.zip", "Source 'http://example.org/v2.3.0.zip' is not an HTTPS address", "Give an https:// address, or a local archive" },
        { "no-such-file.zip", "Source 'no-such-file.zip' is neither a file, a git checkout nor an HTTPS address", "Give one of them with --source" },
    };

    public static TheoryData<string, byte[], string, string> BadArchives() => new()
    {
        { "text", "<html>404</html>"u8.ToArray(), "Source '*' cannot be read: it is neither a zip, a tar nor a tar.gz archive", "Give a zip, tar or tar.gz archive, or a git checkout, with --source" },
        { "cut", Archives.TarGz(Archives.File("top/docker-compose.yml", Convert.ToHexString(RandomNumberGenerator.GetBytes(5000))))[..3000], "Source '*' cannot be read: it was cut before its end", "Fetch it again" },
        { "not it", Archives.Tar(Archives.File("cvat/readme")), "Source '*' holds no 'docker-compose.yml'", "Give the source tree of the target version, with its compose files at the top" },
        { "leaves", Archives.Tar(Archives.File("top/file"), Archives.File("../x")), "Archive holds *, which leaves its folder", Unusable },
        { "twice", Archives.Tar(Archives.File("top/file"), Archives.File("top/file")), "Archive holds 'top/file' twice", Unusable },
        { "both", Archives.Tar(Archives.File("top/file"), Archives.File("top/file/below")), "Archive holds 'top/file' twice", Unusable },
        { "pipe", Archives.Tar(Archives.Special(TarEntryType.Fifo, "top/pipe")), "Archive entry 'top/pipe' is a Fifo, which no source tree needs", Unusable },
    };

    [Fact]
    public void A_path_where_nothing_is_is_refused_before_a_run_begins()
    {
        var (plan, options) = (TestBed.Hop() with { Steps = [Step] }, new RunOptions { DeploymentFolder = "/srv/cvat", Source = "/srv/no-such-file.zip" });

        Remedies.LeadOut(
            () => SourceFit.Require(options, plan), "Source '/srv/no-such-file.zip' does not exist; nothing was changed",
            "Give an archive, a folder with archives, a git checkout or an HTTPS address with --source", () => options = options with { Source = Path.GetTempPath() });
        SourceFit.Require(options with { Source = "https://example.org/v2.3.0.zip" }, plan);
        SourceFit.Require(new RunOptions { DeploymentFolder = "/srv/cvat", Source = "/srv/no-such-file.zip" }, TestBed.Procedure("backup"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public Task A_source_that_is_none_is_refused_and_a_local_archive_is_taken(string source, string refusal, string remedy)
    {
        _bed.Options = _bed.Options with { Source = source };
        return Remedies.LeadsOutAsync(FetchAsync, refusal, remedy, () => Give(_release));
    }

    [Theory]
    [MemberData(nameof(BadArchives))]
    public Task An_archive_that_is_refused_is_replaced_by_another(string what, byte[] archive, string refusal, string remedy)
    {
        what.Should().NotBeEmpty();
        Give(archive);
        return Remedies.LeadsOutAsync(FetchAsync, refusal, remedy, () => Give(_release));
    }

    [Fact]
    public Task A_compose_file_that_is_nowhere_is_named_as_it_is()
    {
        Give(_release);
        _bed.Options = _bed.Options with { ComposeFiles = ["docker-compose.yml", "nope.yml"] };
        return Remedies.LeadsOutAsync(
            FetchAsync, $"Compose file 'nope.yml' is neither in '{_bed.Context.Before.Folder}' nor in source '*'", "Name files of the deployment's folder with --compose-files, or give their whole path",
            () => _bed.Options = _bed.Options with { ComposeFiles = ["docker-compose.yml"] });
    }

    [Fact]
    public async Task An_archive_without_end_is_replaced_by_another()
    {
        var how = new SourceArchive(maximumBytes: 1_000_000, maximumEntries: 10);
        Give(Archives.Tar(Archives.File("top/zeros", new string('0', 3_000_000))));
        await Remedies.LeadsOutAsync(() => UnpackAsync(how), "Archive unpacks to more than *", Unusable, () => Give(_release));

        Give(Archives.Tar([.. Enumerable.Range(0, 20).Select(i => Archives.File($"top/{i}"))]));
        await Remedies.LeadsOutAsync(() => UnpackAsync(how), "Archive holds more than 10 entries", Unusable, () => Give(_release));
    }

    [Fact]
    public async Task A_hash_that_was_not_given_or_is_another_is_given()
    {
        Give(_release);
        _bed.Options = _bed.Options with { SourceSha256 = null };
        await Remedies.LeadsOutAsync(
            FetchAsync, "Source '*' has no SHA-256 to be checked against; what was fetched has *", "Compare it with a trusted source, then give --source-sha256",
            () => _bed.Options = _bed.Options with { SourceSha256 = Hash(_release) });

        Give(Archives.Tar(Archives.File("cvat/docker-compose.yml", "another")), Hash(_release));
        await Remedies.LeadsOutAsync(
            FetchAsync, "Source '*' has SHA-256 * instead of *", "Fetch it again from where the expected hash comes from", () => Give(_release));
    }

    [Fact]
    public async Task What_cannot_be_fetched_is_fetched_by_hand()
    {
        await using var server = new CutServer(_release, cuts: int.MaxValue);
        _bed.Options = _bed.Options with { Source = server.Address };
        await Remedies.LeadsOutAsync(FetchAsync, $"Source '{server.Address}' could not be fetched: *", "Fetch it by hand and give the file with --source", () => Give(_release));
    }

    [Fact]
    public Task A_folder_becomes_a_checkout_with_its_first_commit()
    {
        var checkout = Directory.CreateDirectory(_bed.Folder["checkout"]).FullName;
        _bed.Folder.Write("checkout/docker-compose.yml", "committed");
        _bed.Options = _bed.Options with { Source = checkout };
        return Remedies.LeadsOutAsync(FetchAsync, $"Folder '{checkout}' cannot be read as a git checkout: *", "Give a checkout with at least one commit, or an archive", async () =>
        {
            Commit(checkout);
            var told = (await FetchAsync()).Should().BeOfType<StepOutcome.Failed>().Which.What;
            _bed.Options = _bed.Options with { SourceSha256 = told[^64..] };
        });
    }

    [Fact]
    public async Task A_checkout_that_was_edited_is_committed()
    {
        var checkout = Directory.CreateDirectory(_bed.Folder["checkout"]).FullName;
        _bed.Folder.Write("checkout/docker-compose.yml", "committed");
        Commit(checkout);
        _bed.Folder.Write("checkout/notes.txt", "not known to git");
        _bed.Options = _bed.Options with { Source = checkout };
        var told = (await FetchAsync()).Should().BeOfType<StepOutcome.Failed>().Which.What;
        _bed.Options = _bed.Options with { SourceSha256 = told[^64..] };

        _bed.Folder.Write("checkout/docker-compose.yml", "edited");
        await Remedies.LeadsOutAsync(
            FetchAsync, $"Checkout '{checkout}' was edited and not committed ('docker-compose.yml'), and a source is what its last commit holds", $"Commit it, or put it aside with 'git -C {checkout} stash'",
            () => Git(checkout, "-c", "user.name=t", "-c", "user.email=t@example.org", "stash", "--quiet"));
    }

    [Fact]
    public async Task What_needs_git_goes_on_where_it_was_installed()
    {
        var checkout = Directory.CreateDirectory(_bed.Folder["checkout"]).FullName;
        _bed.Folder.Write("checkout/docker-compose.yml", "committed");
        Commit(checkout);
        Git(checkout, "tag", "v2");

        var told = new Queue<string>((await SecondProcess.RunAsync("without-git", checkout, _bed.Folder["out.tar"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        await Remedies.LeadsOutAsync(() => NextAsync(told), $"Checkout '{checkout}' needs git, which is not installed here", "Install git, or give an archive", () => { });
        told.Dequeue().Should().Be("done", "the tag is checked out");
        await Remedies.LeadsOutAsync(() => NextAsync(told), $"Checkout '{checkout}' needs git, which is not installed here", "Install git", () => { });
    }

    [Fact]
    public async Task Where_there_is_no_room_for_a_source_room_is_made()
    {
        await using var server = new CutServer(_release, cuts: 0);
        var (download, file) = (new SourceDownload(_http, new Progress<StepProgress>(), TimeProvider.System), "/dev/full");
        await Remedies.LeadsOutAsync(
            () => download.FetchAsync(new Uri(server.Address), file, CancellationToken.None),
            "Source could not be written to '/dev/full': *", "Make room there, or give a state folder elsewhere with --state", () => file = _bed.Folder["fetched"]);

        // What cannot be made is what a full disk refuses as well.
        Give(_release);
        _bed.Folder.Write("tree", "in the way");
        await Remedies.LeadsOutAsync(
            () => new SourceArchive().UnpackAsync(_bed.Options.Source!, _bed.Folder["tree/new"], "the.zip", CancellationToken.None),
            "Source 'the.zip' cannot be unpacked: *", "Check free space, then fetch it again", () => File.Delete(_bed.Folder["tree"]));
    }

    [Fact]
    public async Task An_answer_without_end_comes_from_a_wrong_address()
    {
        await using var server = new CutServer(_release, cuts: 0);
        using var endless = new HttpClient(new Endless());
        var (http, file) = (endless, "/dev/null");
        await Remedies.LeadsOutAsync(
            () => new SourceDownload(http, new Progress<StepProgress>(), TimeProvider.System).FetchAsync(new Uri(server.Address), file, CancellationToken.None),
            "The answer is longer than *, which no source archive is", "Check the address", () => (http, file) = (_http, _bed.Folder["fetched"]));
    }

    public void Dispose()
    {
        _http.Dispose();
        _bed.Dispose();
    }

    private void Give(byte[] archive, string? sha256 = null)
    {
        File.WriteAllBytes(_bed.Folder["given.archive"], archive);
        _bed.Options = _bed.Options with { Source = _bed.Folder["given.archive"], SourceSha256 = sha256 ?? Hash(archive) };
    }

    private Task<StepOutcome> FetchAsync() => _bed.DoAsync(new FetchSourceHandler(_http), Step);

    private Task UnpackAsync(SourceArchive how) => how.UnpackAsync(_bed.Options.Source!, _bed.Folder["unpacked"], "the.zip", CancellationToken.None);

    private static string Hash(byte[] archive) => Convert.ToHexStringLower(SHA256.HashData(archive));

    private static Task NextAsync(Queue<string> told) => told.Dequeue().Split(" | ") is [var what, var remedy] ? throw new HopguardException(what, remedy) : Task.CompletedTask;

    private static void Commit(string folder)
    {
        foreach (var command in new[] { "init -q", "add .", "-c user.name=t -c user.email=t@example.org commit -q -m first" })
            Git(folder, command.Split(' '));
    }

    private static void Git(string folder, params string[] command)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. command]))!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }

    private sealed class Endless : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Zeros()) });
    }

    private sealed class Zeros : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(buffer.Length);
    }
}
