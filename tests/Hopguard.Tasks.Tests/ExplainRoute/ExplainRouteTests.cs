using System.Xml.Linq;
using Hopguard.Engine;
using Hopguard.Tasks.ExplainRoute;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.Tests.ValidatePlans;

namespace Hopguard.Tasks.Tests.ExplainRoute;

public sealed class ExplainRouteTests : IDisposable
{
    private const string Application = "plans/cvat/application.yaml";
    private readonly PlansFolder _plans = new();

    [Fact]
    public void The_shipped_way_is_explained() => Explain().Should().Be("""
        CVAT 2.2.0 -> 2.3.0, 1 hop

        1. 2.2.0 -> 2.3.0: PostgreSQL base image 10 -> 15 (plans/cvat/2.2.0-2.3.0.yaml)
           - It is the only hop that starts from '2.2.0'
           - PostgreSQL goes from 10 to 15, which cannot read the files of the other: the data is dumped and restored
           - The database is migrated up to 'engine/0061', 'webhooks/0003'
           - Service 'cvat_worker_webhooks' is new
           - The outage lasts from 'stop-services' until the new version answers after 'start-services-2'
           - The analysis has no findings
           Where the data of 2.2.0 is:
           - After 'verify-copy' 'database' is in its own place and the verified copy 'dump'
           - After 'verify-copy-2' 'keys' is in its own place and the verified copy 'volumes', 'media' is in its own place and the verified copy 'volumes'
           - After 'retire-volume' 'database' is in what was put aside and the verified copy 'dump'
           - After 'start-services-2' 'keys' is in the verified copy 'volumes', 'media' is in the verified copy 'volumes'

        """);

    [Fact]
    public void What_is_special_about_a_release_is_told_at_the_hop_that_leads_over_it()
    {
        Release("2.4.0", "renames: { cvat_utils: cvat_worker_webhooks }, one-way: [engine/0064], touches: { media: [engine/0062] }, mandatory-stop: true");
        Release("2.4.1", "post-upgrade: [{ service: cvat_server, command: [python, manage.py, tidy] }]");
        Hop("2.3.0", "2.4.0");
        Hop("2.4.0", "2.4.2");
        Release("2.4.2", "mandatory-stop: false");

        var told = Explain("--from=2.3.0", "--to=2.4.2");

        told.Should().StartWith("CVAT 2.3.0 -> 2.4.0 -> 2.4.2, 2 hops\n");
        told.Split("\n2. ")[0].Should().ContainAll(
            "ends at '2.4.0', where every upgrade has to stop",
            "no way back from 'engine/0064' but a copy",
            "Files of 'media' are changed by 'engine/0062'",
            "Service 'cvat_utils' is called 'cvat_worker_webhooks'",
            "It is refused: the analysis has ");
        told.Split("\n2. ")[1].Should().ContainAll("passes over '2.4.1'", "Afterwards 'python manage.py tidy' runs once in service 'cvat_server'");
    }

    [Fact]
    public void A_choice_between_hops_is_told()
    {
        Release("2.4.0", "mandatory-stop: false");
        Hop("2.2.0", "2.4.0");

        Explain("--from=2.2.0", "--to=2.4.0").Should().StartWith("CVAT 2.2.0 -> 2.4.0, 1 hop\n").And.Contain("Of 2 hops that start from '2.2.0', it makes the shortest way");
    }

    [Fact]
    public void A_page_for_a_browser_goes_to_a_file_and_the_log_shows_the_text()
    {
        Explain("--format=html", "--output=route.html").Should().Be(Explain());

        var page = XDocument.Parse(File.ReadAllText(_plans.Path("route.html")).Replace("<!DOCTYPE html>\n", string.Empty, StringComparison.Ordinal)).Root!;
        page.Descendants("h1").Single().Value.Should().Be("CVAT 2.2.0 -> 2.3.0, 1 hop");
        page.Descendants("h2").Select(heading => heading.Value).Should().Equal("1. 2.2.0 -> 2.3.0: PostgreSQL base image 10 -> 15 (plans/cvat/2.2.0-2.3.0.yaml)");
        page.Descendants("li").Select(item => item.Value).Should().Contain("The outage lasts from 'stop-services' until the new version answers after 'start-services-2'").And.Contain("The analysis has no findings");
        page.Descendants("tr").Select(row => string.Join('|', row.Elements("td").Select(cell => cell.Value))).Should().ContainInOrder("verify-copy|database|its own place and the verified copy 'dump'", "retire-volume|database|what was put aside and the verified copy 'dump'");
    }

    [Fact]
    public void Who_has_the_wanted_version_needs_no_hop() => Explain("--from=2.3.0").Should().Be("CVAT 2.3.0 is the wanted version already\n");

    [Fact]
    public void A_hop_in_a_file_of_another_ending_counts_and_what_is_left_out_is_told()
    {
        File.Move(_plans.Path("plans/cvat/2.2.0-2.3.0.yaml"), _plans.Path("plans/cvat/2.2.0-2.3.0.YML"));
        _plans.Write("plans/cvat/broken.yml", "application: cvat\nsteps: [");
        Directory.CreateSymbolicLink(_plans.Path("plans/cvat/away"), "/");

        var told = Explain().Split("\n\n", 2);

        told[0].Should().StartWith("Left out of the way:\n").And.Contain("plans/cvat/away(1,1): error HOP915: ").And.Contain("plans/cvat/broken.yml(2,").And.EndWith("2 errors");
        told[1].Should().StartWith("CVAT 2.2.0 -> 2.3.0, 1 hop\n").And.Contain("(plans/cvat/2.2.0-2.3.0.YML)");
    }

    [Fact]
    public void Without_a_hop_there_is_nothing_to_explain()
    {
        File.Delete(_plans.Path("plans/cvat/2.2.0-2.3.0.yaml"));
        FluentActions.Invoking(() => Explain()).Should().Throw<HopguardException>().Where(failure => failure.ExitCode == 2);
    }

    [Fact]
    public void It_speaks_Japanese() => Explain("--language=ja").Should().Contain("CVAT 2.2.0 -> 2.3.0 (1 ホップ)").And.Contain("'2.2.0' から始まる唯一のホップです");

    [Theory]
    [InlineData("--from=9.9.9", 1, "Version '9.9.9' of CVAT is newer than '2.3.0', the newest that is known here, so no hop starts from it")]
    [InlineData("--from=2.3.0 --to=2.2.0", 1, "Version '2.2.0' of CVAT is older than '2.3.0', and a hop never leads down")]
    [InlineData("--to=2.9.0", 1, "no way from '2.2.0' to '2.9.0': it is newer than '2.3.0', the newest release of CVAT that is known here")]
    [InlineData("--to=2.3.0 --from=1.0.0", 1, "no hop of CVAT starts from '1.0.0'")]
    [InlineData("--to=newest", 2, "Option '--to': 'newest' is no version of CVAT")]
    [InlineData("--from=auto", 2, "Option '--from': 'auto' is no version of CVAT")]
    [InlineData("--application=cvta", 2, "'cvta' is not among the plans")]
    [InlineData("--plans=nowhere", 2, "so 'nowhere' names no plans")]
    public void What_leads_nowhere_is_refused_and_told(string arguments, int exitCode, string what)
    {
        var refused = FluentActions.Invoking(() => Explain(arguments.Split(' '))).Should().Throw<HopguardException>().Which;
        refused.ExitCode.Should().Be(exitCode);
        refused.Message.Should().Contain(what);
        refused.Remedy.Should().NotBeNullOrEmpty();
    }

    // The newest release as an example would be typed by who meant a small step.
    [Fact]
    public void A_version_without_its_last_number_is_taken_for_the_release_that_begins_so() =>
        FluentActions.Invoking(() => Explain("--to=2.3")).Should().Throw<HopguardException>().Which.Remedy.Should().Be("Did you mean '2.3.0'?");

    public void Dispose() => _plans.Dispose();

    private string Explain(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ExplainRouteTask.Explain(new OptionResolver(CommandLine.Parse(arguments), _plans.Variables, _plans.Root).Resolve(), new(_plans.Root), output, new OutputValues());
        return output.ToString();
    }

    private void Release(string version, string facts) => _plans.Write(
        Application, File.ReadAllText(_plans.Path(Application)) + $"  {version}: {{ postgresql: 15, services: [cvat_db, cvat_server, cvat_worker_webhooks], {facts} }}\n");

    private void Hop(string from, string to) =>
        _plans.Write($"plans/cvat/{from}-{to}.yaml", $"application: cvat\nfrom: {from}\nto: {to}\nsummary: a hop\nsteps: [stop-services, start-services]\n");
}
