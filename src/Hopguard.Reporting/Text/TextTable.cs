namespace Hopguard.Reporting.Text;

/// <summary>A table of aligned columns; the last one takes what is left of the width and wraps.</summary>
/// <param name="heads">Heads of the columns.</param>
/// <param name="alignRight">Columns of numbers.</param>
internal sealed class TextTable(IReadOnlyList<string> heads, params int[] alignRight)
{
    private const string Gap = "  ";
    private readonly List<(IReadOnlyList<string> Cells, Func<string, string> Paint)> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One text for each column.</param>
    /// <param name="paint">Colours the row's first line up to the last column.</param>
    public void Add(IReadOnlyList<string> cells, Func<string, string> paint) => _rows.Add((cells, paint));

    /// <summary>The table's lines.</summary>
    public IEnumerable<string> Render(int width)
    {
        var widths = Enumerable.Range(0, heads.Count - 1).Select(WidthOf).ToList();
        yield return (Lead(heads, widths) + heads[^1]).TrimEnd();
        yield return string.Join(Gap, widths.Append(CellWidth.Of(heads[^1])).Select(cells => new string('-', cells)));
        foreach (var (cells, paint) in _rows)
        {
            var lead = Lead(cells, widths);
            foreach (var line in TextLayout.Hang(lead, cells[^1], width))
                yield return line.StartsWith(lead, StringComparison.Ordinal) && lead.Trim().Length > 0 ? paint(lead) + line[lead.Length..] : line;
        }
    }

    private int WidthOf(int column) => _rows.Select(row => CellWidth.Of(row.Cells[column])).Append(CellWidth.Of(heads[column])).Max();

    private string Lead(IReadOnlyList<string> cells, List<int> widths) => string.Concat(widths.Select((cellWidth, column) =>
        (Array.IndexOf(alignRight, column) >= 0 ? TextLayout.PadLeft(cells[column], cellWidth) : TextLayout.PadRight(cells[column], cellWidth)) + Gap));
}
