using System.Xml.Linq;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Findings;

namespace Hopguard.Reporting.Tests.Findings;

public sealed class FindingPageTests
{
    private const string Plan = "plans/cvat/general.yaml";
    private const string Hostile = "</code><script>alert(1)</script><img src=https://evil onerror=y> & \u202e\e[31m";

    private static readonly Rule Loss = new("HOP098", Severity.Error, new("Data is lost", "データが失われます"), new("Nothing holds it", "どこにもありません"));
    private static readonly string Source = string.Join('\n', Enumerable.Range(1, 40).Select(line => line == 20 ? Hostile : $"line {line}"));

    [Fact]
    public void Each_finding_stands_below_its_line_and_what_is_far_from_all_is_left_out()
    {
        var page = PageOf(Language.English, Found(2, "first"), Found(20, "second", new RelatedPlace(At(4), new("because of this", "このため"))));

        page.Descendants("h2").Select(heading => heading.Value).Should().Equal(Plan);
        page.Descendants("div").First().Value.Should().Be("2 errors");
        Items(page).Should().Equal(
            "1  line 1", "2  line 2", "error HOP098 firstData is lostNothing holds it", "3  line 3", "4  line 4", "5  line 5", "…",
            "17  line 17", "18  line 18", "19  line 19", "20  " + Hostile.Replace("\u202e\e", "\\u202E\\u001B", StringComparison.Ordinal), $"error HOP098 second{Plan}(4,1): because of thisData is lostNothing holds it", "21  line 21", "22  line 22", "23  line 23");
        page.Descendants().Select(element => element.Name.LocalName).Should().NotContain("script").And.NotContain("img");
    }

    [Fact]
    public void A_place_that_is_not_there_is_told_before_the_lines() =>
        Items(PageOf(Language.English, Found(99, "late"))).Should().Equal("error HOP098 lateData is lostNothing holds it");

    [Fact]
    public void What_the_plan_accepts_is_told_with_its_reason_and_counts_as_nothing()
    {
        var page = PageOf(Language.English, Found(2, "first") with { Accepted = new Acceptance("it is known", At(1)) });

        page.Descendants("div").First().Value.Should().Be("no findings");
        page.Descendants("td").Select(cell => cell.Value).Should().Equal("HOP098", $"{Plan}(2,1)", "it is known");
    }

    [Fact]
    public void It_speaks_Japanese()
    {
        var page = PageOf(Language.Japanese, Found(2, "first"));

        page.Attribute("lang")!.Value.Should().Be("ja");
        page.Descendants("summary").Single().Value.Should().Be("データが失われます");
    }

    private static XElement PageOf(Language language, params Finding[] findings)
    {
        using var output = new StringWriter { NewLine = "\n" };
        FindingReport.Write(output, findings, new FindingStyle(FindingFormat.Html, language) { Sources = _ => Source });
        return XDocument.Parse(output.ToString().Replace("<!DOCTYPE html>\n", string.Empty, StringComparison.Ordinal)).Root!;
    }

    private static IEnumerable<string> Items(XElement page) => page.Descendants("ol").Single().Elements().Select(item => item.Value.Trim());

    private static Finding Found(int line, string text, params RelatedPlace[] related) => new(Loss, At(line), new(text, text), [.. related]);

    private static SourcePlace At(int line) => new(Plan, 0, 1, line, 1, line, 2);
}
