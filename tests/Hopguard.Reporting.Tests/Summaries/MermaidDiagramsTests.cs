using Hopguard.Engine.Journals;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Tests.Support;

namespace Hopguard.Reporting.Tests.Summaries;

public sealed class MermaidDiagramsTests
{
    private static readonly DateTimeOffset Begun = DateTimeOffset.FromUnixTimeMilliseconds(1_000_000);

    [Fact]
    public void A_route_is_a_chain_of_its_versions() =>
        MermaidDiagrams.OfRoute(["1.7.0", "2.2.0", "2.3.0"]).Should().Equal(
            "```mermaid", "flowchart LR", "  v0[\"1.7.0\"]", "  v1[\"2.2.0\"]", "  v2[\"2.3.0\"]", "  v0 --> v1", "  v1 --> v2", "```");

    [Fact]
    public void Where_the_version_is_installed_already_there_is_no_way_to_draw() => MermaidDiagrams.OfRoute(["2.3.0"]).Should().BeEmpty();

    [Fact]
    public void A_run_of_which_nothing_is_known_has_no_times() => MermaidDiagrams.OfTimes(Reports.Upgrade(), Phrases.English).Should().BeEmpty();

    [Fact]
    public void Steps_have_bars_and_so_has_the_time_without_an_answer()
    {
        var times = new TimeLine(
            [Step("stop-services", 0, 3), Step("dump-database", 3, 3), Step("verify-copy", 4, 9) with { HasFailed = true }, Step("stop-services", 9, 12) with { IsUndo = true }],
            [new Silence(At(1), At(11))]);

        Draw(times).Should().Equal(
            "", "## Times", "", "```mermaid", "gantt", "  dateFormat x", "  axisFormat %H:%M:%S", "  section Outage", "  no answer for users :crit, 1001000, 1011000", "  section Steps",
            "  stop-services :done, 1000000, 1003000", "  dump-database :done, 1003000, 1003500", "  verify-copy :crit, 1004000, 1009000", "  stop-services (undone) :active, 1009000, 1012000", "```");
    }

    [Fact]
    public void A_night_without_work_parts_the_picture()
    {
        var times = new TimeLine([Step("stop-services", 0, 100), Step("start-services", 40_000, 40_100)], [new Silence(At(50), null)]);

        var drawn = Draw(times).ToList();

        drawn.Should().HaveCount(2 + (2 * 10)).And.Contain("  no answer for users :crit, 1050000, 1100000").And.Contain("  no answer for users :crit, 41000000, 41100000");
    }

    [Fact]
    public void What_has_a_meaning_in_the_language_is_not_drawn() =>
        Draw(new TimeLine([Step("a:b; ```\n%%{init}%% click <script> #35;", 0, 1)], [])).Should().ContainSingle(line => line.Contains("init")).Which.Should().MatchRegex("^  [a-z0-9 .()-]+ :done, 1000000, 1001000$");

    private static IEnumerable<string> Draw(TimeLine times) => MermaidDiagrams.OfTimes(Reports.Upgrade() with { TimeLine = times }, Phrases.English);

    private static Attempt Step(string id, double from, double to) => new(id, IsUndo: false, At(from), At(to));

    private static DateTimeOffset At(double seconds) => Begun.AddSeconds(seconds);
}
