using System.Globalization;
using System.Xml.Linq;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Pages;
using Hopguard.Reporting.Tests.Support;

namespace Hopguard.Reporting.Tests.Pages;

public sealed class HtmlReportTests
{
    private static readonly DateTimeOffset Begun = Reports.Upgrade().StartedAt;

    [Fact]
    public void It_says_what_happened_what_to_type_and_what_became_of_each_step()
    {
        var page = PageOf(Timed());
        page.Descendants("h1").Single().Value.Should().Be("CVAT 2.2.0 to 2.3.0: succeeded");
        page.Descendants("pre").Select(block => block.Value).Should().Contain("dotnet cake --target=UpgradeCvat --to=2.3.0 --accept\ndotnet cake --target=RollbackCvat");
        Items(page).Select(item => string.Concat(item.Elements("span").Select(part => part.Value))).Should().Equal(
            "fetch-sourcedone 2024-01-02 03:04:05 UTC, 4.1 s", "dump-databasedone 2024-01-02 03:04:10 UTC, 3 min 07 s", "verify-copydone 2024-01-02 03:07:30 UTC, 13 s", "acceptwaiting", "delete-retirednot begun");
        page.Descendants("td").Select(cell => cell.Value).Should().Contain("database 'cvat': 12 tables equal".Insert(0, "2024-01-02 03:07:43 UTC, ")).And.Contain("1.2 GB").And.Contain("/srv/cvat_220");
        page.Descendants("h2").Select(heading => heading.Value).Should().Equal("Steps", "Copies of the data", "Fingerprints, verify-copy: equal", "Kept", "This run");
    }

    [Fact]
    public void Bars_stand_where_their_steps_were_worked_on_and_the_outage_behind_them()
    {
        var page = PageOf(Timed());
        Bars(page, "fetch-source").Should().Equal(("silent", 2.3, 97.7), ("done", 0, 1.88));
        Bars(page, "dump-database").Should().Equal(("silent", 2.3, 97.7), ("done", 2.3, 85.96));
        Bars(page, "accept").Should().BeEmpty();
        page.Descendants("p").Select(text => text.Value).Should().Contain("Shaded: the application gave users no answer (4 min 07 s without an answer for users)");
    }

    [Fact]
    public void A_night_in_which_nothing_was_worked_on_takes_little_of_the_line_and_is_told()
    {
        var evening = new Attempt("dump-database", IsUndo: false, Begun, Begun.AddSeconds(50)) { IsEnded = true, HasFailed = true };
        var morning = evening with { Began = Begun.AddHours(9), Ended = Begun.AddHours(9).AddSeconds(50), HasFailed = false };
        var page = PageOf(Reports.Upgrade() with { TimeLine = new TimeLine([evening, morning, morning with { IsUndo = true, Began = morning.Ended, Ended = morning.Ended.AddSeconds(50) }], []) });
        Bars(page, "dump-database").Should().Equal(("failed", 0, 32.05), ("done", 35.9, 32.05), ("undone", 67.95, 32.05));
        page.Descendants("li").Select(text => text.Value).Should().Contain("From 2024-01-02 03:04:55 UTC to 2024-01-02 12:04:05 UTC nothing was worked on; the line is shorter there");
    }

    [Fact]
    public void What_names_and_messages_hold_is_shown_and_does_nothing()
    {
        const string Hostile = "</style><script>alert(1)</script><img src=https://evil onerror=y> & \u202e\e[31m";
        var report = Timed() with
        {
            Application = Hostile,
            Steps = [Reports.Step(Hostile, StepStatus.Failed, 1, Hostile + "\n" + Hostile)],
            Kept = [new KeptItem(Hostile, Hostile, 1)],
            Verdict = new RunVerdict(Hostile + "\n" + Hostile, Hostile, [Hostile], Success: false),
        };
        var page = PageOf(report);
        page.Descendants().Select(element => element.Name.LocalName).Should().NotContain("script").And.NotContain("img");
        page.Descendants("title").Single().Value.Should().StartWith("</style><script>alert(1)</script><img src=https://evil onerror=y> & \\u202E\\u001B[31m 2.2.0");
        page.Descendants().Attributes().Should().NotContain(attribute => attribute.Name.LocalName == "src" || attribute.Name.LocalName == "href" || attribute.Name.LocalName.StartsWith("on"));
        page.Descendants("meta").Attributes("content").Select(attribute => attribute.Value).Should().Contain("default-src 'none'; style-src 'unsafe-inline'");
    }

    [Fact]
    public void No_element_but_a_void_one_is_written_as_empty() =>
        System.Text.RegularExpressions.Regex.Matches(HtmlReport.Render(Timed()), "<([a-z0-9]+)[^<>]*/>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Should().Equal("meta");

    [Fact]
    public void It_speaks_the_language_of_the_operator()
    {
        var page = PageOf(Timed(), Language.Japanese);
        page.Attribute("lang")!.Value.Should().Be("ja");
        page.Descendants("h2").Select(heading => heading.Value).Should().NotContain(heading => heading.All(char.IsAscii));
        page.Descendants("th").Select(head => head.Value).Should().NotContain(head => head.Length > 0 && head.All(char.IsAscii));
        page.Descendants("p").Select(text => text.Value).Should().NotContain(text => text.Contains("Shaded"));
    }

    [Fact]
    public void A_route_and_a_rollback_are_told()
    {
        var route = new RouteReport("r", 1, [new RouteHopReport("2.2.0", "2.3.0", "one", RunState.RolledBack, Outage: null), new RouteHopReport("2.3.0", "2.4.0", RunId: null, State: null, Outage: null)], Outage: null);
        var page = PageOf(Reports.RolledBack() with { Route = route });
        page.Descendants("li").Select(item => item.Value).Should().Contain("Hop 1 of 2, 2.2.0 -> 2.3.0: rolled back").And.Contain("Hop 2 of 2, 2.3.0 -> 2.4.0: not begun");
        page.Descendants("li").Select(item => item.Value).Should().Contain("constraint 'engine_task_pkey' is gone");
        page.Descendants("div").Attributes("class").First().Value.Should().Be("verdict bad");
    }

    private static XElement PageOf(RunReport report, Language language = Language.English) =>
        XDocument.Parse(HtmlReport.Render(report, Phrases.For(language)).Replace("<!DOCTYPE html>\n", string.Empty, StringComparison.Ordinal)).Root!;

    private static IEnumerable<XElement> Items(XElement page) => page.Descendants("ol").Single(list => list.Attribute("class")?.Value == "times").Elements();

    private static IEnumerable<(string Kind, double Left, double Width)> Bars(XElement page, string step) =>
        Items(page).Single(item => item.Elements("span").First().Value == step).Descendants("div").Where(div => div.Attribute("class")?.Value == "track").Elements().Select(bar =>
        {
            var numbers = bar.Attribute("style")!.Value.Split(':', '%').Where(part => double.TryParse(part, CultureInfo.InvariantCulture, out _)).Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
            return (bar.Attribute("class")!.Value, numbers[0], numbers[1]);
        });

    private static RunReport Timed() => Reports.Upgrade() with
    {
        TimeLine = new TimeLine(
            [
                new Attempt("fetch-source", IsUndo: false, Begun, Begun.AddSeconds(4.1)) { IsEnded = true },
                new Attempt("dump-database", IsUndo: false, Begun.AddSeconds(5), Begun.AddSeconds(192)) { IsEnded = true },
                new Attempt("verify-copy", IsUndo: false, Begun.AddSeconds(205), Begun.AddSeconds(217.55)) { IsEnded = true },
            ],
            [new Silence(Begun.AddSeconds(5), Begun.AddSeconds(252))]),
        Copies =
        [
            new CopyEvidence
            {
                Name = "dump", Kind = CopyEvidence.Dump, Stores = ["database"], TakenAt = Begun.AddSeconds(5), Folder = "/srv/copies/dump", Files = [],
                Verification = new CopyVerification("trial", Begun.AddSeconds(218), "database 'cvat': 12 tables equal"),
            },
        ],
    };
}
