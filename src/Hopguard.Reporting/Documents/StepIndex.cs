using Hopguard.Plans.Steps;

namespace Hopguard.Reporting.Documents;

/// <summary>The index of all kinds of step.</summary>
internal static class StepIndex
{
    public static GeneratedDocument Render(IReadOnlyCollection<StepKind> kinds)
    {
        string[] lines =
        [
            "# Steps",
            string.Empty,
            "What a plan can say. A step is written as `- kind: { key: value }`, or as its bare kind where every key is left out.",
            string.Empty,
            "<!-- Written by `./build.sh --target=GenerateDocs`. -->",
            string.Empty,
            .. Table(kinds.Where(kind => !kind.IsLiteral)),
            string.Empty,
            "## Steps of a procedure that is only judged",
            string.Empty,
            "They write a vendor's own procedure down word by word, so that `ValidatePlans` can say what it would lose. The program never runs them.",
            string.Empty,
            .. Table(kinds.Where(kind => kind.IsLiteral)),
        ];
        return new GeneratedDocument($"{GeneratedDocuments.StepsFolder}/README.md", MarkdownTable.Text(lines));
    }

    private static IEnumerable<string> Table(IEnumerable<StepKind> kinds) =>
        MarkdownTable.Of(["step", "what it does"], kinds.Select(kind => (string[])[$"[`{kind.Name}`]({kind.Name}.md)", kind.Summary]));
}
