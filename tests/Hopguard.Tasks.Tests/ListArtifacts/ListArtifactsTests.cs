using System.Text.Json;
using Hopguard.Engine;
using Hopguard.Tasks.ListArtifacts;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.Tests.ValidatePlans;

namespace Hopguard.Tasks.Tests.ListArtifacts;

public sealed class ListArtifactsTests : IDisposable
{
    private const string Application = "plans/cvat/application.yaml";
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private readonly PlansFolder _plans = new();

    [Fact]
    public void Every_archive_and_image_of_a_way_is_listed_once_at_the_hop_that_needs_it_first()
    {
        Release("2.4.0", $"images: {{ cvat_db: \"postgres:15-alpine\", cvat_server: \"cvat/server:v2.4.0@{Digest}\" }}");
        Hop("2.3.0", "2.4.0", "fetch-source: { archive: \"https://example.org/v2.4.0.zip\", as: v2.4.0, sha256: " + Digest["sha256:".Length..] + " }", "pull-images: {}");

        var lines = List("--from=2.2.0", "--to=2.4.0").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines[0].Should().StartWith("# CVAT 2.2.0 -> 2.3.0 -> 2.4.0: source archives 2, images ");
        lines.Should().OnlyHaveUniqueItems();
        lines.Where(line => !line.StartsWith('#')).Should().OnlyContain(line => line.StartsWith("archive https://") || line.StartsWith("image ") || line.StartsWith("tool "));
        Before("# 2.3.0 -> 2.4.0").Should().ContainInOrder("# 2.2.0 -> 2.3.0", "archive https://github.com/cvat-ai/cvat/archive/refs/tags/v2.3.0.zip", "image cvat/server:v2.3.0", "image postgres:15-alpine");
        lines.Except(Before("# 2.3.0 -> 2.4.0")).Should().Equal(
            "# 2.3.0 -> 2.4.0",
            $"archive https://example.org/v2.4.0.zip {Digest}",
            $"image cvat/server:v2.4.0@{Digest}",
            "# only the release's compose files name the images of cvat_worker_webhooks",
            "tool docker",
            "tool docker-compose-plugin");

        string[] Before(string line) => [.. lines.TakeWhile(other => other != line)];
    }

    [Fact]
    public void Programs_read_the_same_as_JSON()
    {
        using var json = JsonDocument.Parse(List("--format=json"));
        json.RootElement.GetProperty("application").GetString().Should().Be("cvat");
        json.RootElement.GetProperty("from").GetString().Should().Be("2.2.0");
        json.RootElement.GetProperty("to").GetString().Should().Be("2.3.0");
        var hop = json.RootElement.GetProperty("hops").EnumerateArray().Should().ContainSingle().Subject;
        hop.GetProperty("plan").GetString().Should().Be("plans/cvat/2.2.0-2.3.0.yaml");
        hop.GetProperty("archives")[0].GetProperty("sha256").ValueKind.Should().Be(JsonValueKind.Null);
        var database = hop.GetProperty("images").EnumerateArray().Should().ContainSingle(image => image.GetProperty("image").GetString() == "postgres:15-alpine").Subject;
        database.GetProperty("services").EnumerateArray().Select(service => service.GetString()).Should().Equal("cvat_db");
        database.GetProperty("digest").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void It_goes_to_a_file_and_a_folder_that_cannot_be_written_to_is_told()
    {
        var told = List("--output=list.txt");
        told.Should().StartWith("# CVAT 2.2.0 -> 2.3.0: ").And.EndWith("tool docker-compose-plugin\n");
        File.ReadAllText(_plans.Path("list.txt")).Should().Be(told);
        List("--output=list.json", "--format=json").Should().Be(told);
        File.ReadAllText(_plans.Path("list.json")).Should().StartWith("{");

        FluentActions.Invoking(() => List("--output=/proc/list.txt")).Should().Throw<HopguardException>().Where(failure => failure.ExitCode == 2 && failure.Message.StartsWith("File '/proc/list.txt' cannot be written: "));
    }

    [Fact]
    public void Who_has_the_wanted_version_needs_nothing() => List("--from=2.3.0").Should().Be("# CVAT 2.3.0 is the wanted version already: nothing is needed\n");

    [Fact]
    public void It_speaks_Japanese() => List("--language=ja").Should().StartWith("# CVAT 2.2.0 -> 2.3.0: ソースアーカイブ 1 件、");

    [Fact]
    public void What_leads_nowhere_is_refused() =>
        FluentActions.Invoking(() => List("--to=2.9.0")).Should().Throw<HopguardException>().Where(failure => failure.ExitCode == 1);

    public void Dispose() => _plans.Dispose();

    private string List(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var remarks = new StringWriter { NewLine = "\n" };
        ListArtifactsTask.List(new OptionResolver(CommandLine.Parse(arguments), _plans.Variables, _plans.Root).Resolve(), new(_plans.Root), output, remarks, new OutputValues());
        remarks.ToString().Should().BeEmpty();
        return output.ToString();
    }

    private void Release(string version, string facts) => _plans.Write(
        Application, File.ReadAllText(_plans.Path(Application)) + $"  {version}: {{ postgresql: 15, services: [cvat_db, cvat_server, cvat_worker_webhooks], {facts} }}\n");

    private void Hop(string from, string to, params string[] steps) =>
        _plans.Write($"plans/cvat/{from}-{to}.yaml", $"application: cvat\nfrom: {from}\nto: {to}\nsummary: a hop\nsteps:\n{string.Concat(steps.Select(step => $"  - {step}\n"))}  - stop-services: {{}}\n  - start-services: {{}}\n");
}
