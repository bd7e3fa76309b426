using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Reporting.Documents;

/// <summary>The page of a kind of step.</summary>
internal static class StepPage
{
    public static GeneratedDocument Render(StepKind kind)
    {
        string[] lines =
        [
            $"# {kind.Name}",
            string.Empty,
            kind.Summary,
            .. Literal(kind),
            string.Empty,
            "<!-- Written by `./build.sh --target=GenerateDocs`. -->",
            string.Empty,
            "## Keys",
            string.Empty,
            .. MarkdownTable.Of(["key", "value", "default", "meaning"], [.. kind.Keys.Select(Row), IdRow(kind)]),
            string.Empty,
            "## Example",
            string.Empty,
            "```yaml",
            StepExample.Of(kind),
            "```",
            string.Empty,
            "[All steps](README.md)",
        ];
        return new GeneratedDocument($"{GeneratedDocuments.StepsFolder}/{kind.Name}.md", MarkdownTable.Text(lines));
    }

    private static IEnumerable<string> Literal(StepKind kind) => kind.IsLiteral
        ? [string.Empty, "It writes a vendor's own procedure down, so that it can be judged: the program never runs it, and refuses to run a plan that has it."]
        : [];

    private static string[] Row(StepKey key) =>
        [$"`{key.Name}`", KeyWords.Value(key), KeyWords.Default(key), key.Attribute.Literal ? $"{key.Attribute.Summary} (only judged, never run)" : key.Attribute.Summary];

    private static string[] IdRow(StepKind kind) =>
        ["`id`", "name", $"`{kind.Name}`, numbered from the second on", "name of the step in targets, journals and reports"];
}
