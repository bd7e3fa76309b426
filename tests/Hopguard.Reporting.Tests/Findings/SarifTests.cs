using System.Text.Json;
using System.Text.Json.Nodes;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Reporting.Findings;
using Json.Schema;

namespace Hopguard.Reporting.Tests.Findings;

public sealed class SarifTests
{
    private const string Path = "plans/cvat/a plan.yaml";

    // Built once: the validator refuses to know two schemas of the same name.
    private static readonly Lazy<JsonSchema> Standard = new(ReadStandard);

    private static readonly Rule Loss = new("HOP098", Severity.Error, new("Title", "題名"), new("Explanation", "説明"));

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Japanese)]
    public void It_is_valid_by_the_schema_of_the_standard(Language language)
    {
        var found = PlanAnalysis.Analyze(PlanSet.Read([new PlanFile("plans/none/plan.yaml", "application: none\nprocedure: x\nsumary: x\nsteps: []\n")]));
        var log = Render([.. found, At(1, "  - a: {}"), new Finding(Loss, SourcePlace.None, new("x", "x"), []), At(1, "  - a: {}") with { Accepted = new Acceptance("because", new SourcePlace(Path, 0, 4, 1, 1, 1, 5)) }], "  - a: {}", language);

        found.Should().NotBeEmpty();
        Complaints(log).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"level\": \"error\"", "\"level\": \"fatal\"")]
    [InlineData("\"startLine\": 1", "\"startLine\": 0")]
    [InlineData("\"columnKind\"", "\"columnSort\"")]
    public void The_schema_sees_what_is_wrong(string right, string wrong)
    {
        var log = Render([At(1, "  - a: {}")], "  - a: {}");

        log.Should().Contain(right);
        Complaints(log.Replace(right, wrong, StringComparison.Ordinal)).Should().NotBeEmpty();
    }

    [Fact]
    public void Every_rule_is_described_once_with_its_page_and_its_level()
    {
        var rules = Run(Render([At(1, "x")], "x"))["tool"]!["driver"]!["rules"]!.AsArray();

        rules.Select(rule => rule!["id"]!.GetValue<string>()).Should().BeEquivalentTo(RuleList.All.Select(rule => rule.Id).Append(Loss.Id)).And.BeInAscendingOrder(StringComparer.Ordinal);
        rules.Should().OnlyContain(rule => rule!["helpUri"]!.GetValue<string>() == $"https://example.org/blob/main/docs/rules/{rule["id"]!.GetValue<string>()}.md");
        rules.Single(rule => rule!["id"]!.GetValue<string>() == "HOP401")!["properties"]!["security-severity"]!.GetValue<string>().Should().Be("8.0");
    }

    [Fact]
    public void Where_no_address_is_known_the_page_is_named_and_not_linked()
    {
        var rule = Run(SarifLog.Render([At(1, "x")], new FindingStyle(FindingFormat.Sarif, Language.English)))["tool"]!["driver"]!["rules"]![0]!;

        rule["helpUri"].Should().BeNull();
        rule["help"]!["markdown"]!.GetValue<string>().Should().EndWith("`docs/rules/HOP001.md`");
    }

    [Fact]
    public void A_path_is_a_relative_reference_and_blanks_are_escaped()
    {
        var place = Results(Render([At(1, "x")], "x"))[0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!;

        place["uri"]!.GetValue<string>().Should().Be("plans/cvat/a%20plan.yaml");
        place["uriBaseId"]!.GetValue<string>().Should().Be("SRCROOT");
    }

    [Fact]
    public void Fingerprints_stay_when_lines_above_change_and_tell_equal_lines_apart()
    {
        var before = Prints(Render([At(1, "- x"), At(2, "- x")], "- x\n- x"));
        var after = Prints(Render([At(3, "- x"), At(4, "- x")], "# new\n\n  - x\n  - x"));

        before.Should().OnlyHaveUniqueItems().And.HaveCount(2);
        after.Should().Equal(before);
        Prints(Render([At(1, "- y")], "- y")).Should().NotIntersectWith(before);
    }

    private static Finding At(int line, string text) => new(
        Loss, new SourcePlace(Path, 0, text.Length, line, 1, line, text.Length + 1), new("message", "内容"), [new RelatedPlace(new SourcePlace(Path, 0, 1, 1, 1, 1, 2), new("here", "ここ"))]);

    private static string Render(IReadOnlyList<Finding> findings, string source, Language language = Language.English) =>
        SarifLog.Render(findings, new FindingStyle(FindingFormat.Sarif, language) { Sources = _ => source, PagesAt = new Uri("https://example.org/blob/main/") });

    private static JsonNode Run(string log) => JsonNode.Parse(log)!["runs"]![0]!;

    private static JsonArray Results(string log) => Run(log)["results"]!.AsArray();

    private static List<string> Prints(string log) => [.. Results(log).Select(result => result!["partialFingerprints"]!["hopguardFinding/v1"]!.GetValue<string>())];

    private static List<string> Complaints(string log)
    {
        using var json = JsonDocument.Parse(log);
        var judged = Standard.Value.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return judged.IsValid ? [] : [.. judged.Details!.Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")];
    }

    private static JsonSchema ReadStandard()
    {
        using var reader = new StreamReader(typeof(SarifTests).Assembly.GetManifestResourceStream("sarif-2.1.0-rtm.5.json")!);
        // The standard's file is of an older draft than the validator knows; the keywords that it uses mean the same in both.
        return JsonSchema.FromText(reader.ReadToEnd().Replace("draft-04", "draft-07", StringComparison.Ordinal));
    }
}
