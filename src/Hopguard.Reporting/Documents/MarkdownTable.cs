namespace Hopguard.Reporting.Documents;

/// <summary>Tables of generated pages. Their texts are our own, so that they may hold Markdown.</summary>
internal static class MarkdownTable
{
    public static IEnumerable<string> Of(IReadOnlyCollection<string> heads, IEnumerable<IEnumerable<string>> rows) =>
        [Row(heads), Row(heads.Select(_ => "---")), .. rows.Select(row => Row(row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))))];

    public static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
