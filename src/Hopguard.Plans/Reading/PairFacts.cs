using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Reading;

/// <summary>What values of steps stand for in a plan for many pairs of versions: facts of the two that a hop goes between.</summary>
/// <param name="From">The release that it starts from.</param>
/// <param name="To">The release that it leads to.</param>
internal sealed record PairFacts(Release From, Release To)
{
    /// <summary>Stands for the version that a hop leads to.</summary>
    public const string Target = "target";

    /// <summary>Stands for the version that a hop starts from.</summary>
    public const string Source = "source";

    /// <summary>Stands for the PostgreSQL major that a change of the base leads to.</summary>
    public const string Major = "postgresql";

    // What shells and templates write in braces looks otherwise: ${name}, {{name}}, { name; }.
    private static readonly Regex Placeholder = new(@"(?<![{$])\{(?<name>[a-z-]{1,40})\}(?!\})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether the hop is from one base to another below the same version, so that its major is what a text may stand for.</summary>
    public bool IsOfBase { get; init; }

    /// <summary>What a service is called in a release of the pair, given what the plan calls it.</summary>
    public Func<string, Release, string> ServiceIn { get; init; } = (service, _) => service;

    /// <summary>Facts of no release, for a look at what a plan says before a pair is known.</summary>
    public static PairFacts Unknown(VersionRange from, VersionRange to, BaseRange? change)
    {
        var first = from.First ?? from.Last ?? to.First ?? to.Last!;
        return new PairFacts(Named(first), Named(to.Last ?? to.First ?? first) with { PostgreSqlMajor = change?.To.Last ?? 10 }) { IsOfBase = change is not null };
    }

    /// <summary>The keys of a step with what their values stand for.</summary>
    /// <param name="kind">The kind of the step.</param>
    /// <param name="map">Its keys.</param>
    /// <param name="deployed">The release that is deployed at the step: services are called as they are there.</param>
    public MapNode Fill(StepKind kind, MapNode map, Release deployed) => map with
    {
        Entries = [.. map.Entries.Select(entry => new Entry(entry.Key, Fill(kind.Keys.FirstOrDefault(key => key.Name == entry.Key.Text), entry.Value, deployed)))],
    };

    /// <summary>Reports what stands in braces and for nothing.</summary>
    public static void ReportUnknown(Node node, bool isOfBase, FindingSink findings)
    {
        string[] known = isOfBase ? ["from", "to", Major] : ["from", "to"];
        foreach (var scalar in NodeWalk.Of([node]).OfType<ScalarNode>())
        {
            foreach (var name in Placeholder.Matches(scalar.Text).Cast<Match>().Select(match => match.Groups["name"].Value).Where(name => !known.Contains(name)).Distinct())
                findings.Report(SyntaxRules.WrongValue, scalar.Place, new Message(
                    $"Placeholder {Quote.Of($"{{{name}}}")} stands for nothing", $"プレースホルダー {Quote.Of($"{{{name}}}")} に対応する値はありません") + Suggestion.For($"{{{name}}}", known.Select(each => $"{{{each}}}")));
        }
    }

    private Node Fill(StepKey? key, Node node, Release deployed) => node switch
    {
        ScalarNode { Text: Target } scalar when key?.ValueType == typeof(ReleaseVersion) => scalar with { Text = To.Version.ToString() },
        ScalarNode { Text: Source } scalar when key?.ValueType == typeof(ReleaseVersion) => scalar with { Text = From.Version.ToString() },
        ScalarNode scalar when key?.Attribute.Refers == Reference.Service => scalar with { Text = ServiceIn(scalar.Text, deployed) },
        ScalarNode scalar => scalar.Text.IndexOf('{') < 0 ? scalar : scalar with { Text = Placeholder.Replace(scalar.Text, match => TextOf(match.Groups["name"].Value) ?? match.Value) },
        ListNode list => list with { Items = [.. list.Items.Select(item => Fill(key, item, deployed))] },
        MapNode map => map with { Entries = [.. map.Entries.Select(entry => new Entry(entry.Key, Fill(key, entry.Value, deployed)))] },
        _ => node,
    };

    private string? TextOf(string placeholder) => placeholder switch
    {
        "from" => From.Version.ToString(),
        "to" => To.Version.ToString(),
        Major when IsOfBase => To.PostgreSqlMajor.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private static Release Named(ReleaseVersion version) => new() { Version = version, PostgreSqlMajor = 10, Services = [], Migrations = ImmutableDictionary<string, string>.Empty };
}
