using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Support;

/// <summary>A terminal that knows the few codes that Hopguard may use, and fails on any other.</summary>
internal sealed partial class FakeTerminal(int width) : StringWriter(CultureInfo.InvariantCulture)
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;

    /// <summary>What one sees, without the blanks at the right.</summary>
    public string Screen => string.Join('\n', _rows.Select(row => row.ToString().TrimEnd())).TrimEnd('\n');

    public string Raw => ToString();

    public override void Write(string? value)
    {
        base.Write(value);
        foreach (Match part in Parts().Matches(value ?? string.Empty))
            Obey(part.Value);
    }

    [GeneratedRegex(@"\e\[\d*[A-Za-z]|\r|\n|[^\e\r\n]+|\e", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parts();

    private void Obey(string part)
    {
        if (part == "\n")
            NextRow();
        else if (part == "\r")
            return;
        else if (part == "\e[J")
            EraseBelow();
        else if (part.StartsWith('\e') && part.EndsWith('A'))
            _row -= int.Parse(part[2..^1], CultureInfo.InvariantCulture);
        else if (part.StartsWith('\e') && part.EndsWith('m'))
            return;
        else if (part.StartsWith('\e'))
            throw new InvalidOperationException($"The terminal does not know '{part[1..]}'");
        else
            Type(part);
    }

    private void NextRow()
    {
        _row++;
        if (_row == _rows.Count)
            _rows.Add(new StringBuilder());
    }

    private void EraseBelow()
    {
        _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
        _rows[_row].Clear();
    }

    private void Type(string text)
    {
        var column = CellWidth.Of(_rows[_row].ToString());
        foreach (var cluster in CellWidth.Clusters(text))
        {
            column += CellWidth.OfCluster(cluster);
            if (column > width)
            {
                NextRow();
                column = CellWidth.OfCluster(cluster);
            }

            _rows[_row].Append(cluster);
        }
    }
}
