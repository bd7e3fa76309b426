using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Reads the <c>hopguard.yaml</c> of a folder of plans, which says under <c>severities</c> what rules weigh for the plans in that folder and below it. It exists
/// because an <c>.editorconfig</c> says nothing about files that are not C# (dotnet/roslyn issue 31916).
/// </summary>
public static class SeverityFile
{
    /// <summary>Its name, in any folder of plans.</summary>
    public const string FileName = "hopguard.yaml";

    private const string Never = "none";
    private static readonly string[] Words = ["error", "warning", "note", Never];

    /// <summary>Reads the file. What is wrong in it has findings and does not count.</summary>
    public static ReadResult<SeverityOverrides> Read(PlanFile file)
    {
        var findings = new FindingSink();
        var root = DocumentReader.Read(file.Path, file.Text, findings);
        return new ReadResult<SeverityOverrides>(root is null ? SeverityOverrides.None : Read(root, findings), findings.ToImmutable());
    }

    private static SeverityOverrides Read(MapNode root, FindingSink findings)
    {
        var reader = new MapReader(root, root.Place with { Length = 0, EndLine = root.Place.Line, EndColumn = root.Place.Column }, new("The file of severities", "重大度のファイル"), name: null, findings);
        var severities = ImmutableDictionary.CreateBuilder<string, Severity?>(StringComparer.Ordinal);
        foreach (var entry in reader.Map("severities", required: true).Entries)
        {
            if (Configurable(entry.Key, findings) is { } rule && ReadWord(entry.Value, findings) is { } word)
                severities[rule.Id] = word == Never ? null : (Severity)Enum.Parse(typeof(Severity), word, ignoreCase: true);
        }

        reader.RefuseOthers();
        return new SeverityOverrides(severities.ToImmutable());
    }

    private static Rule? Configurable(ScalarNode id, FindingSink findings)
    {
        var rule = RuleList.All.FirstOrDefault(candidate => candidate.Id == id.Text);
        if (rule is null)
        {
            findings.Report(SyntaxRules.UnresolvedReference, id.Place, new Message(
                $"Rule {Quote.Of(id.Text)} does not exist", $"ルール {Quote.Of(id.Text)} はありません") + Suggestion.For(id.Text, RuleList.All.Select(candidate => candidate.Id)));
        }
        else if (!rule.IsConfigurable)
        {
            findings.Report(SyntaxRules.SeverityFixed, id.Place, rule.Family == RuleFamily.DataSafety
                ? new(
                    $"Rule '{rule.Id}' is about data and always an error; remove the line, and accept a single finding in the plan, beside its step and with a reason",
                    $"ルール '{rule.Id}' はデータの安全に関わるため、常にエラーです。この行を取り除き、個別の指摘はプランのステップの隣に理由を書いて受け入れてください")
                : new(
                    $"Rule '{rule.Id}' is about files that cannot be read as they are meant, its severity is fixed; remove the line",
                    $"ルール '{rule.Id}' はファイルが意図どおりに読めないことを示すため、重大度は変更できません。この行を取り除いてください"));
            return null;
        }

        return rule;
    }

    private static string? ReadWord(Node value, FindingSink findings)
    {
        if (value is ScalarNode scalar && Words.Contains(scalar.Text))
            return scalar.Text;

        findings.Report(SyntaxRules.WrongValue, value.Place, new($"A severity is one of {string.Join(", ", Words)}; write one of these", $"重大度は {string.Join("、", Words)} のいずれかです。その 1 つを書いてください"));
        return null;
    }
}
