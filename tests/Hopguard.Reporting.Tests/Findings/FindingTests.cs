using System.Text.Json;
using System.Text.Json.Nodes;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Findings;
using Hopguard.Reporting.Tests.Support;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Findings;

public sealed class FindingTests
{
    private const string Path = "plans/cvat/2.2.0-2.3.0.yaml";

    private const string Source =
        """
        steps:
          - dump-database: { store: database, as: dump }
          - stop-services: {}
        	- remove-volume: { store: データベース }
        """;

    private static readonly Rule Note = new("HOP398", Severity.Note, new("Title", "題名"), new("Explanation", "説明"));
    private static readonly Rule Warning = new("HOP198", Severity.Warning, new("Title", "題名"), new("Explanation", "説明"));

    private static readonly Rule Loss = new("HOP098", Severity.Error, new("Title", "題名"), new("Explanation", "説明"));

    private static readonly Finding Stale = new(
        Loss,
        At(4, 27, 6),
        new("Volume 'データベース' is removed while its only copy 'dump' is stale; take it after 'stop-services'", "ボリューム 'データベース' を削除しますが、唯一のコピー 'dump' は古くなっています"),
        [new RelatedPlace(At(2, 5, 13), new("the copy is taken here", "コピーはここで取られます"))]);

    private static readonly Finding[] Three =
    [
        new Finding(Note, SourcePlace.None, new("Plan 'cvat' has no summary", "プラン 'cvat' に概要がありません"), []),
        new Finding(Warning, At(3, 5, 13), new("100 %: a, b; c]", "100 %：a、b；c]"), []),
        Stale,
    ];

    [Theory]
    [InlineData(FindingFormat.Text, "findings.txt")]
    [InlineData(FindingFormat.GitHub, "github.txt")]
    [InlineData(FindingFormat.Azure, "azure.txt")]
    [InlineData(FindingFormat.Json, "findings.json")]
    [InlineData(FindingFormat.Sarif, "findings.sarif")]
    [InlineData(FindingFormat.Markdown, "findings.md")]
    public void Findings_read_well(FindingFormat format, string snapshot) => Snapshot.Matches(WithoutOtherRules(Render(format, Three)), snapshot);

    [Theory]
    [InlineData(FindingFormat.Text, "findings.ja.txt")]
    [InlineData(FindingFormat.GitHub, "github.ja.txt")]
    [InlineData(FindingFormat.Azure, "azure.ja.txt")]
    [InlineData(FindingFormat.Json, "findings.ja.json")]
    [InlineData(FindingFormat.Sarif, "findings.ja.sarif")]
    [InlineData(FindingFormat.Markdown, "findings.ja.md")]
    public void Findings_read_well_in_Japanese(FindingFormat format, string snapshot) =>
        Snapshot.Matches(WithoutOtherRules(Render(format, Language.Japanese, Three)), snapshot);

    [Fact]
    public void What_is_left_out_of_annotations_is_counted_in_Japanese_too() =>
        Render(FindingFormat.GitHub, Language.Japanese, Many(Warning, 12)).Should().Contain("::warning title=ほか警告 3 件::");

    [Theory]
    [InlineData(OutputKind.Terminal, FindingFormat.Text)]
    [InlineData(OutputKind.Log, FindingFormat.Text)]
    [InlineData(OutputKind.GitHub, FindingFormat.GitHub)]
    [InlineData(OutputKind.Azure, FindingFormat.Azure)]
    public void The_place_decides_on_the_format(OutputKind kind, FindingFormat expected) => FindingReport.FormatFor(kind).Should().Be(expected);

    [Fact]
    public void No_findings_are_said_to_be_none()
    {
        Render(FindingFormat.Text).Should().Be("no findings\n");
        Render(FindingFormat.GitHub).Should().BeEmpty();
    }

    [Theory]
    [InlineData(99, 1)]
    [InlineData(2, 999)]
    public void A_place_outside_of_the_source_is_not_quoted(int line, int column) =>
        Render(FindingFormat.Text, new Finding(Warning, At(line, column, 3), Plain("message"), [])).Should().Be($"{Path}({line},{column}): warning HOP198: message\n1 warning\n");

    [Fact]
    public void A_file_that_is_not_to_be_had_is_not_quoted() =>
        string.Join('\n', FindingText.Render([Stale], new FindingStyle(FindingFormat.Text, Language.English))).Should().NotContain("^");

    [Fact]
    public void A_place_over_several_lines_is_underlined_to_the_end_of_the_first()
    {
        var place = new SourcePlace(Path, 0, 30, 2, 5, 3, 10);
        Render(FindingFormat.Text, new Finding(Warning, place, Plain("message"), [])).Should().Contain("      |     " + new string('^', 44) + "\n");
        Render(FindingFormat.GitHub, new Finding(Warning, place, Plain("message"), [])).Should().Be($"::warning file={Path},line=2,endLine=3,title=HOP198::message\n");
    }

    private static readonly Finding Accepted =
        Stale with { Severity = Severity.Note, Accepted = new Acceptance("the vendor says so | ##[x]", At(3, 5, 4)) };

    [Theory]
    [InlineData(FindingFormat.Text, "accepted.txt")]
    [InlineData(FindingFormat.Json, "accepted.json")]
    [InlineData(FindingFormat.Sarif, "accepted.sarif")]
    [InlineData(FindingFormat.Markdown, "accepted.md")]
    public void What_the_plan_accepts_is_shown_apart_and_not_counted(FindingFormat format, string snapshot) =>
        Snapshot.Matches(WithoutOtherRules(Render(format, Three[1], Accepted)), snapshot);

    [Theory]
    [InlineData(FindingFormat.GitHub)]
    [InlineData(FindingFormat.Azure)]
    public void What_the_plan_accepts_is_no_annotation(FindingFormat format) => Render(format, Accepted).Should().BeEmpty();

    [Fact]
    public void Ten_annotations_of_a_kind_are_all_shown() =>
        Render(FindingFormat.GitHub, Many(Warning, 10)).Should().NotContain("more").And.Contain("message 10");

    [Fact]
    public void Of_too_many_the_tenth_annotation_stands_for_all_that_are_left()
    {
        var lines = Render(FindingFormat.GitHub, [.. Many(Warning, 12), .. Many(Loss, 11), .. Many(Note, 1)]).TrimEnd('\n').Split('\n');
        lines.Count(line => line.StartsWith("::error ", StringComparison.Ordinal)).Should().Be(10);
        lines.Count(line => line.StartsWith("::warning ", StringComparison.Ordinal)).Should().Be(10);
        lines[0].Should().StartWith("::error file=");
        lines[9].Should().Be($"::error title=2 errors more::{Path}(10,1): HOP098: message 10%0A{Path}(11,1): HOP098: message 11");
        lines[^1].Should().StartWith("::notice ");
    }

    [Fact]
    public void Data_safety_comes_before_the_rest()
    {
        var syntax = new Rule("HOP998", Severity.Error, Plain("Title"), Plain("Explanation"));
        Render(FindingFormat.Azure, new Finding(syntax, At(1, 1, 1), Plain("x"), []), Stale).Should().StartWith($"##vso[task.logissue type=error;sourcepath={Path};linenumber=4;");
    }

    [Theory]
    [InlineData(FindingFormat.Text)]
    [InlineData(FindingFormat.GitHub)]
    [InlineData(FindingFormat.Azure)]
    [InlineData(FindingFormat.Json)]
    [InlineData(FindingFormat.Sarif)]
    [InlineData(FindingFormat.Markdown)]
    public void A_plan_of_a_stranger_commands_nothing(FindingFormat format)
    {
        const string hostile = "::set-output name=a::b ##vso[task.setvariable variable=a]b ###[add-mask]c \e[2J\u202E\n::error::x";
        var place = new SourcePlace(hostile, 0, 4, 1, 1, 1, 5);
        using var output = new StringWriter();
        FindingReport.Write(
            output, [new Finding(Note, place, Plain(hostile), [new RelatedPlace(place, Plain(hostile))])], new FindingStyle(format, Language.English) { Sources = _ => hostile });
        var text = output.ToString();
        text.Should().NotContain("\e").And.NotContain("\u202E").And.NotContain("##[").And.NotContain("##vso[");
        text.Split('\n')
            .Where(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal)).Should().NotContain(line => !line.StartsWith("::notice file=%3A", StringComparison.Ordinal));
    }

    [Fact]
    public void Json_gives_back_what_was_put_in()
    {
        var message = "##[x] ##vso[y] \e \u202E '日本' \"";
        using var json = JsonDocument.Parse(FindingJson.Render([Stale with { Message = Plain(message) }], Language.English));
        json.RootElement.GetProperty("findings")[0].GetProperty("message").GetString().Should().Be(message);
        json.RootElement.GetProperty("errors").GetInt32().Should().Be(1);
    }

    private static Finding[] Many(Rule rule, int count) => [.. Enumerable.Range(1, count).Select(number => new Finding(rule, At(number, 1, 4), Plain($"message {number}"), []))];

    private static SourcePlace At(int line, int column, int length) => new(Path, 0, length, line, column, line, column + length);

    private static Message Plain(string text) => new(text, text);

    // The rules have tests of their own; here the three that were found are enough to look at.
    private static string WithoutOtherRules(string text)
    {
        if (!text.StartsWith("{\n  \"$schema\"", StringComparison.Ordinal))
            return text;

        var log = JsonNode.Parse(text)!;
        var rules = log["runs"]![0]!["tool"]!["driver"]!["rules"]!.AsArray();
        foreach (var other in rules.Where(rule => !Three.Any(finding => finding.Rule.Id == rule!["id"]!.GetValue<string>())).ToList())
            rules.Remove(other);
        foreach (var result in log["runs"]![0]!["results"]!.AsArray())
            result!["ruleIndex"] = 0;
        return log.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static string Render(FindingFormat format, params Finding[] findings) => Render(format, Language.English, findings);

    private static string Render(FindingFormat format, Language language, params Finding[] findings)
    {
        using var output = new StringWriter { NewLine = "\n" };
        FindingReport.Write(output, findings, new FindingStyle(format, language) { Sources = _ => Source, ExitCode = 1 });
        return output.ToString();
    }
}
