using System.Diagnostics;
using System.Security.Cryptography;
using Hopguard.Containers.Handlers;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Engine.Tests.Sources;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

public sealed class FetchSourceTests : IDisposable
{
    private readonly HandlerBed _bed = new();
    private readonly HttpClient _http = new();
    private readonly byte[] _release = Archives.TarGz(Archives.File("cvat-2.3.0/docker-compose.yml", "new"), Archives.File("cvat-2.3.0/readme"));

    private static readonly FetchSource Step = new() { Id = "fetch-source", Archive = Name.Of("https://example.org/v2.3.0.zip"), As = Name.Of("new") };

    private string Tree => _bed.RunFolder.Source("new");

    [Fact]
    public async Task A_local_archive_becomes_the_source_tree_with_evidence()
    {
        Give(_release);
        (await FetchAsync()).Should().BeOfType<StepOutcome.Done>();
        (await File.ReadAllTextAsync(Path.Combine(Tree, "docker-compose.yml"))).Should().Be("new");
        _bed.Evidence.Find<SourceEvidence>("new.source.json")!.Sha256.Should().Be(Hash(_release));
        Directory.GetFileSystemEntries(_bed.RunFolder.Source(string.Empty)).Should().Equal(Tree);
    }

    [Fact]
    public async Task What_was_fetched_before_a_kill_is_not_fetched_again()
    {
        Give(_release);
        await FetchAsync();
        File.Delete(_bed.Options.Source!);
        (await _bed.DoAsync(new FetchSourceHandler(_http), Step, inDoubt: true)).Should().BeOfType<StepOutcome.Done>();
    }

    [Fact]
    public async Task A_wrong_hash_is_refused_and_leaves_no_tree()
    {
        Give(_release, new string('0', 64));
        (await FetchAsync()).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().EndWith($"has SHA-256 {Hash(_release)} instead of {new string('0', 64)}");
        Directory.Exists(Tree).Should().BeFalse();
    }

    [Fact]
    public async Task A_hash_in_upper_case_is_the_same_hash()
    {
        Give(_release, Hash(_release).ToUpperInvariant());
        (await FetchAsync()).Should().BeOfType<StepOutcome.Done>();
    }

    [Fact]
    public async Task Without_a_hash_nothing_is_unpacked_and_the_hash_is_told()
    {
        Give(_release);
        _bed.Options = _bed.Options with { SourceSha256 = null };
        var failed = (await FetchAsync()).Should().BeOfType<StepOutcome.Failed>().Which;
        failed.What.Should().Contain("has no SHA-256").And.EndWith(Hash(_release));
        failed.Remedy.Should().Contain("--source-sha256");
        Directory.Exists(Tree).Should().BeFalse();
    }

    [Fact]
    public async Task A_release_without_its_compose_file_is_refused_even_when_the_old_tree_has_one()
    {
        Give(Archives.Tar(Archives.File("cvat-2.3.0/readme")));
        (await FailureAsync()).Message.Should().EndWith("holds no 'docker-compose.yml'");
    }

    [Fact]
    public async Task A_compose_file_of_the_operators_own_may_come_from_the_old_tree()
    {
        _bed.ComposeFiles = ["docker-compose.yml", "our-disks.yml"];
        Give(_release);
        (await FailureAsync()).Message.Should().EndWith("holds no 'our-disks.yml'");

        _bed.Folder.Write("cvat/our-disks.yml", "ours");
        (await FetchAsync()).Should().BeOfType<StepOutcome.Done>();
    }

    [Fact]
    public async Task A_git_checkout_gives_its_last_commit_and_not_what_lies_around()
    {
        var checkout = _bed.Folder["checkout"];
        Directory.CreateDirectory(checkout);
        _bed.Folder.Write("checkout/docker-compose.yml", "committed");
        foreach (var command in new[] { "init -q", "add .", "-c user.name=t -c user.email=t@example.org commit -q -m first" })
            await GitAsync(checkout, command);

        _bed.Folder.Write("checkout/notes.txt", "not known to git");
        _bed.Options = _bed.Options with { Source = checkout };
        var told = (await FetchAsync()).Should().BeOfType<StepOutcome.Failed>().Which.What;
        _bed.Options = _bed.Options with { SourceSha256 = told[^64..] };
        (await FetchAsync()).Should().BeOfType<StepOutcome.Done>();
        (await File.ReadAllTextAsync(Path.Combine(Tree, "docker-compose.yml"))).Should().Be("committed");
        File.Exists(Path.Combine(Tree, "notes.txt")).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_that_is_no_checkout_is_refused()
    {
        _bed.Options = _bed.Options with { Source = Directory.CreateDirectory(_bed.Folder["empty"]).FullName };
        (await FailureAsync()).Message.Should().Contain("cannot be read as a git checkout");
    }

    [Theory]
    [InlineData("http://example.org/v2.3.0.zip", "is not an HTTPS address")]
    [InlineData("ftp://127.0.0.1/v2.3.0.zip", "is not an HTTPS address")]
    [InlineData("no-such-file.zip", "is neither a file, a git checkout nor an HTTPS address")]
    public async Task Other_addresses_are_refused(string source, string fact)
    {
        _bed.Options = _bed.Options with { Source = source };
        (await FailureAsync()).Message.Should().Be($"Source '{source}' {fact}");
    }

    [Fact]
    public async Task An_answer_cut_short_is_asked_for_again()
    {
        await using var server = new CutServer(_release, cuts: 2);
        Give(_release);
        _bed.Options = _bed.Options with { Source = server.Address };
        (await FetchAsync()).Should().BeOfType<StepOutcome.Done>();
        server.Requests.Should().Be(3);
        _bed.Progress.Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_answer_always_cut_short_is_a_clear_error_without_the_secrets_of_the_address()
    {
        await using var server = new CutServer(_release, cuts: int.MaxValue);
        _bed.Options = _bed.Options with { Source = server.Address.Replace("//", "//user:hunter2@", StringComparison.Ordinal) + "?token=s3cret" };
        var failure = await FailureAsync();
        failure.Message.Should().Match($"Source '{server.Address}' could not be fetched: *").And.NotContainAny("hunter2", "s3cret");
        failure.Remedy.Should().Contain("--source");
        server.Requests.Should().Be(5);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_not_tried_again()
    {
        await using var server = new CutServer(_release, cuts: 0);
        var fetch = () => new SourceDownload(_http, new Progress<StepProgress>(), TimeProvider.System).FetchAsync(new Uri(server.Address), "/dev/full", CancellationToken.None);

        (await fetch.Should().ThrowAsync<HopguardException>()).WithMessage("Source could not be written to '/dev/full': *").Which.Remedy.Should().StartWith("Make room there");
        server.Requests.Should().Be(1);
    }

    [Fact]
    public async Task What_is_wrong_about_a_source_is_remembered_until_it_is_right()
    {
        _bed.Options = _bed.Options with { Source = "no-such-file.zip", SourceSha256 = Hash(_release) };
        await FailureAsync();
        _bed.Recall("doubt").Should().Be("Source");

        Give("no archive"u8.ToArray());
        await FailureAsync();
        _bed.Recall("doubt").Should().Be("Source, Hash");

        Give(_release, new string('0', 64));
        await FetchAsync();
        _bed.Recall("doubt").Should().Be("Source, Hash");

        _bed.Options = _bed.Options with { SourceSha256 = null };
        await FetchAsync();
        _bed.Recall("doubt").Should().Be("Hash");

        Give(_release);
        _bed.Options = _bed.Options with { ComposeFiles = ["nope.yml"] };
        await FailureAsync();
        _bed.Recall("doubt").Should().Be("ComposeFiles", "the source is as good as before");

        _bed.Options = _bed.Options with { ComposeFiles = null };
        await FetchAsync();
        _bed.Recall("doubt").Should().Be("None");
    }

    [Fact]
    public async Task An_archive_that_was_cut_is_wrong_and_a_connection_that_breaks_says_nothing_about_it()
    {
        Give(_release[..(_release.Length / 2)]);
        await FailureAsync();
        _bed.Recall("doubt").Should().Be("Source, Hash");

        _bed.Forget();
        await using var server = new CutServer(_release, cuts: int.MaxValue);
        _bed.Options = _bed.Options with { Source = server.Address };
        await FailureAsync();
        _bed.Recall("doubt").Should().BeNull();
    }

    [Fact]
    public async Task A_text_file_is_named_as_no_archive()
    {
        Give("v2.3.0 is at https://example.org"u8.ToArray());
        var failure = await FailureAsync();
        failure.Message.Should().Be($"Source '{_bed.Options.Source}' cannot be read: it is neither a zip, a tar nor a tar.gz archive");
        failure.Remedy.Should().Contain("--source");
    }

    [Fact]
    public async Task The_secrets_of_an_address_are_not_written_down()
    {
        await using var server = new CutServer(_release, cuts: 0);
        Give(_release);
        _bed.Options = _bed.Options with { Source = server.Address + "?token=s3cret" };
        (await FetchAsync()).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().NotContain("s3cret");
        (await File.ReadAllTextAsync(_bed.RunFolder.Evidence("new.source.json"))).Should().NotContain("s3cret");
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

    private async Task<HopguardException> FailureAsync() => (await FluentActions.Awaiting(FetchAsync).Should().ThrowAsync<HopguardException>()).Which;

    private static string Hash(byte[] archive) => Convert.ToHexStringLower(SHA256.HashData(archive));

    private static async Task GitAsync(string folder, string command)
    {
        using var git = Process.Start(new ProcessStartInfo("git", $"-C {folder} {command}"))!;
        await git.WaitForExitAsync();
        git.ExitCode.Should().Be(0);
    }
}
