using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads a file of steps. Text goes in, nothing is executed or opened; names are resolved later, against the application.</summary>
public static class PlanReader
{
    // Each step looks at all services, stores and rules: what has more was made to be slow.
    private const int MostSteps = 2_000;
    private const string Keeps = "keeps";
    private const string Base = "postgresql";

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file, as findings shall name it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="hash">The text's <see cref="PlanHash"/>.</param>
    /// <param name="versions">How its application writes versions; null where that is not known, and any form is taken.</param>
    public static ReadResult<Plan> Read(string path, string text, string hash, VersionScheme? versions = null)
    {
        var findings = new FindingSink();
        var plan = DocumentReader.Read(path, text, findings) is { } root ? ReadRoot(path, hash, root, versions ?? VersionScheme.Any, findings) with { Exceptions = ExceptionReader.Read(path, text, root) } : null;
        return new ReadResult<Plan>(findings.HasErrors ? null : plan, findings.ToImmutable());
    }

    private static Plan ReadRoot(string path, string hash, MapNode root, VersionScheme versions, FindingSink findings)
    {
        var start = root.Place with { Length = 0, EndLine = root.Place.Line, EndColumn = root.Place.Column };
        var reader = new MapReader(root, start, new("The plan", "プラン"), name: null, findings) { Versions = versions };
        var settings = reader.Map("settings", required: false);
        var compose = reader.Map("compose", required: false);
        var isOfBase = reader.Find(Keeps) is not null;
        var range = isOfBase ? ReadBase(reader) : reader.FindRange("from") is { } from && reader.FindRange("to") is { } to ? new PlanRange(from, to) : null;
        var isPair = !isOfBase && (range is null ? !IsRange(reader.Find("from")) && !IsRange(reader.Find("to")) : IsOne(range.From) && IsOne(range.To));
        var requiresOfTarget = !isPair && settings.Find("required") is ScalarNode { Text: PairFacts.Target };
        var plan = new Plan
        {
            Application = reader.RequireName("application", ValueForm.TargetName),
            From = isPair ? range?.From.First : null,
            To = isPair ? range?.To.First : null,
            FromPlace = reader.Find(isOfBase ? Keeps : "from")?.Place ?? SourcePlace.None,
            ToPlace = reader.Find(isOfBase ? Base : "to")?.Place ?? SourcePlace.None,
            Range = isPair || range is null ? null : range with { Steps = new KnownSteps(reader.Find("steps") as ListNode ?? new ListNode([], SourcePlace.None)), RequiresSettingsOfTarget = requiresOfTarget },
            Name = reader.FindName("name", ValueForm.TargetName)?.Text,
            Procedure = reader.FindName("procedure", ValueForm.TargetName)?.Text,
            ProcedurePlace = reader.Find("procedure")?.Place ?? SourcePlace.None,
            Summary = reader.RequireName("summary"),
            Source = reader.FindName("source")?.Text,
            RequiredSettings = requiresOfTarget ? [] : settings.FindNames("required", ValueForm.Name),
            StopFiles = compose.FindNames("stop", ValueForm.RelativePath),
            StartFiles = compose.FindNames("start", ValueForm.RelativePath),
            Steps = reader.Require("steps") switch
            {
                ListNode { Items.Length: > MostSteps } list => TooManySteps(list.Items[MostSteps], findings),
                ListNode { Items.Length: > 0 } list => ReadSteps(list, isPair ? null : range ?? Unknown(versions, isOfBase), versions, findings),
                { } other => NoSteps(other, findings),
                null => [],
            },
            Path = path,
            Hash = hash,
        };
        settings.RefuseOthers();
        compose.RefuseOthers();
        reader.RefuseOthers();
        CheckKind(plan, reader, start, findings);
        return plan;
    }

    // Every key is asked for, so that what is wrong with one does not make another unknown.
    private static PlanRange? ReadBase(MapReader reader)
    {
        reader.Find("from");
        reader.Find("to");
        var versions = reader.FindRange(Keeps);
        if (reader.Require(Base) is null)
            return null;

        var change = reader.Map(Base, required: false);
        var (store, from, to) = (change.RequireName("store", ValueForm.Name), change.RequireMajors("from"), change.RequireMajors("to"));
        change.RefuseOthers();
        return versions is null || from is null || to is null ? null : new PlanRange(versions, versions) { Base = new BaseRange(store, from, to) };
    }

    private static bool IsRange(Node? node) => node is ScalarNode scalar && scalar.Text.Contains(VersionRange.Between);

    private static PlanRange Unknown(VersionScheme versions, bool isOfBase)
    {
        var any = versions.TryRead(versions.Example, out var example) ? new VersionRange(example, example) : throw new InvalidOperationException($"'{versions.Example}' is no version of its own scheme");
        return new PlanRange(any, any) { Base = isOfBase ? new BaseRange(Name.Of(string.Empty), new MajorRange(MajorRange.Oldest, MajorRange.Oldest), new MajorRange(MajorRange.Newest, MajorRange.Newest)) : null };
    }

    private static bool IsOne(VersionRange range) => range.First is not null && range.First.Equals(range.Last);

    // Of a plan for many pairs the form alone is looked at: what its values stand for, each pair says.
    private static ImmutableArray<Step> ReadSteps(ListNode list, PlanRange? range, VersionScheme versions, FindingSink findings)
    {
        if (range is null)
            return new StepReader(findings, versions).ReadAll(list);

        PairFacts.ReportUnknown(list, range.Base is not null, findings);
        return new StepReader(findings, versions, PairFacts.Unknown(range.From, range.To, range.Base)) { ShowsPlaceholders = true }.ReadAll(list);
    }

    private static ImmutableArray<Step> TooManySteps(Node node, FindingSink findings)
    {
        findings.Report(SyntaxRules.ForbiddenYaml, node.Place, new(
            $"More than {MostSteps} steps stand before this one; nobody can review such a plan, split it",
            $"ここまでにステップが {MostSteps} 個を超えています。これではレビューできません。プランを分割してください"));
        return [];
    }

    private static ImmutableArray<Step> NoSteps(Node node, FindingSink findings)
    {
        findings.Report(SyntaxRules.WrongValue, node.Place, new(
            "Key 'steps' takes a list of steps; write - kind: { key: value }",
            "キー 'steps' はステップのリストを取ります。- kind: { key: value } のように書いてください"));
        return [];
    }

    private static void CheckKind(Plan plan, MapReader reader, SourcePlace start, FindingSink findings)
    {
        if (reader.Find("procedure") is { } procedure)
        {
            if (reader.Find("from") is not null || reader.Find("to") is not null || reader.Find(Keeps) is not null)
                findings.Report(SyntaxRules.WrongValue, procedure.Place, new(
                    $"Procedure {Quote.Of(plan.Procedure ?? string.Empty)} keeps the version; remove 'from' and 'to' or 'keeps', or 'procedure'",
                    $"手順 {Quote.Of(plan.Procedure ?? string.Empty)} はバージョンを変えません。'from' と 'to' か 'keeps' を、または 'procedure' を取り除いてください"));
            else if (reader.Find("name") is { } second)
                findings.Report(SyntaxRules.WrongValue, second.Place, new(
                    $"Procedure {Quote.Of(plan.Procedure ?? string.Empty)} has a second name; remove 'name'",
                    $"手順 {Quote.Of(plan.Procedure ?? string.Empty)} に 2 つ目の名前があります。'name' を取り除いてください"));

            return;
        }

        if (reader.Find(Keeps) is { } keeps)
        {
            if (reader.Find("from") is not null || reader.Find("to") is not null)
                findings.Report(SyntaxRules.WrongValue, keeps.Place, new(
                    "A plan that keeps its versions leads from none to another; remove 'from' and 'to', or 'keeps'",
                    "バージョンを維持するプランは、別のバージョンへ進みません。'from' と 'to' を、または 'keeps' を取り除いてください"));
            else if (reader.Find("name") is null)
                findings.Report(SyntaxRules.MissingKey, start, new(
                    "The plan lacks the key 'name'; what keeps the version is called after none",
                    "プランにキー 'name' がありません。バージョンを維持するプランは、バージョンからは名付けられません"));

            return;
        }

        foreach (var key in new[] { "from", "to" })
        {
            if (reader.Find(key) is null)
                findings.Report(SyntaxRules.MissingKey, start, new(
                    $"The plan lacks the key '{key}'; a hop has 'from' and 'to', a plan for the base below the version 'keeps', anything else a 'procedure'",
                    $"プランにキー '{key}' がありません。ホップには 'from' と 'to' が、バージョンの土台だけを変えるプランには 'keeps' が、それ以外には 'procedure' が要ります"));
        }

        if (plan is { Range: not null, Name: null } && reader.Find("name") is null)
            findings.Report(SyntaxRules.MissingKey, start, new(
                "The plan lacks the key 'name'; what serves many pairs of versions is called after none of them",
                "プランにキー 'name' がありません。複数のバージョンの組に使うプランは、バージョンからは名付けられません"));
    }
}
