using Hopguard.Plans.Findings;

namespace Hopguard.Bench.Fuzz;

/// <summary>A text whose lines are counted, to hold places against it.</summary>
internal sealed class FuzzText(string text)
{
    private readonly List<int> _lineStarts = LineStarts(text);

    /// <summary>Whether offsets lie in the text, and lines and columns say the same as they do.</summary>
    public bool Holds(SourcePlace place) =>
        place is { Start: >= 0, Length: >= 0 } && place.Start + place.Length <= text.Length
        && Offset(place.Line, place.Column) == place.Start && Offset(place.EndLine, place.EndColumn) == place.Start + place.Length;

    private int Offset(int line, int column) => line >= 1 && line <= _lineStarts.Count && column >= 1 ? _lineStarts[line - 1] + column - 1 : -1;

    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }

        return starts;
    }
}
