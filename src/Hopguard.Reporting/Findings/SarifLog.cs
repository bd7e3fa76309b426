using System.Text.Json.Serialization;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Findings;

/// <summary>Findings as SARIF 2.1.0, for code scanning and its viewers. Paths have to be relative to the repository's root: that is where viewers look.</summary>
public static class SarifLog
{
    private const string Root = "SRCROOT";
    private const string Fingerprint = "hopguardFinding/v1";

    /// <summary>The JSON text, without a line break at its end.</summary>
    public static string Render(IReadOnlyList<Finding> findings, FindingStyle style)
    {
        var ordered = FindingOrder.WorstFirst(findings).ToList();
        var rules = RuleList.All.Union(ordered.Select(finding => finding.Rule)).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var indices = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        var prints = new FindingFingerprints(style.Sources);
        return ReportJson.Write(
            new Log([new
            {
                Tool = new { Driver = Driver(rules, style) },
                Language = style.Language == Language.Japanese ? "ja" : "en",
                Invocations = new[] { new { ExecutionSuccessful = true, style.ExitCode } },
                AutomationDetails = new { Id = "hopguard/plans/" },
                OriginalUriBaseIds = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    [Root] = new { Description = Text(new Message("The root of the repository", "リポジトリのルート"), style.Language) },
                },
                ColumnKind = "utf16CodeUnits",
                Results = ordered.Select(finding => Result(finding, indices[finding.Rule.Id], prints.Of(finding), style.Language)).ToList(),
            }]),
            sparse: true);
    }

    private static object Driver(IEnumerable<Rule> rules, FindingStyle style) => new
    {
        Name = "Hopguard",
        FullName = "Hopguard ValidatePlans",
        SemanticVersion = typeof(SarifLog).Assembly.GetName().Version?.ToString(3),
        Rules = rules.Select(rule => SarifRule.Describe(rule, style)),
    };

    private static object Result(Finding finding, int ruleIndex, string print, Language language) => new
    {
        RuleId = finding.Rule.Id,
        RuleIndex = ruleIndex,
        Level = FindingWords.Word(finding.Severity),
        Message = Text(finding.Message, language),
        Locations = finding.Place.Line == 0 ? null : new[] { new { PhysicalLocation = Physical(finding.Place) } },
        RelatedLocations = finding.Related.Where(related => related.Place.Line > 0).Select((related, index) => new
        {
            Id = index + 1,
            PhysicalLocation = Physical(related.Place),
            Message = Text(related.Message, language),
        }),
        Suppressions = finding.Accepted is { } accepted
            ? new[] { new { Kind = "inSource", Justification = accepted.Reason, Location = new { PhysicalLocation = Physical(accepted.Place) } } }
            : null,
        PartialFingerprints = new Dictionary<string, string>(StringComparer.Ordinal) { [Fingerprint] = print },
    };

    private static object Text(Message message, Language language) => new { Text = message.In(language) };

    private static object Physical(SourcePlace place) => new
    {
        ArtifactLocation = Path.IsPathRooted(place.Path)
            ? (object)new { Uri = new Uri(place.Path).AbsoluteUri }
            : new { Uri = string.Join('/', place.Path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)), UriBaseId = Root },
        Region = new
        {
            StartLine = place.Line,
            StartColumn = place.Column,
            place.EndLine,
            place.EndColumn,
            CharOffset = place.Start,
            CharLength = place.Length,
        },
    };

    /// <summary>The outermost object, whose first key is no C# name.</summary>
    private sealed record Log(IReadOnlyList<object> Runs)
    {
        [JsonPropertyName("$schema"), JsonPropertyOrder(-2)]
        public string Schema { get; } = "https://json.schemastore.org/sarif-2.1.0.json";

        [JsonPropertyOrder(-1)]
        public string Version { get; } = "2.1.0";
    }
}
