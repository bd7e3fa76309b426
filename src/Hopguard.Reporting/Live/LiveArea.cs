using System.Text;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>
/// The last lines of a terminal, which are drawn again and again below what stays. The cursor is never hidden, so nothing has to be put right when the process
/// is killed: it rests at the end of the last line.
/// </summary>
internal sealed class LiveArea(TextWriter output, Func<int> width)
{
    private const string EraseBelow = "\e[J";
    private IReadOnlyList<int> _drawn = [];

    /// <summary>Writes lines that stay, and the live ones below them.</summary>
    /// <param name="staying">Lines that stay, coloured or not.</param>
    /// <param name="live">Live lines, each with its colours and narrower than the window.</param>
    public void Write(IEnumerable<string> staying, IReadOnlyList<(string Plain, string Painted)> live)
    {
        var text = new StringBuilder(BackToTop());
        foreach (var line in staying)
            text.Append(line).Append('\n');

        text.AppendJoin('\n', live.Select(line => line.Painted));
        _drawn = [.. live.Select(line => CellWidth.Of(line.Plain))];
        if (text.Length == 0)
            return;

        output.Write(text.ToString());
        output.Flush();
    }

    // A window made narrower since has broken the lines drawn before into several rows.
    private string BackToTop()
    {
        if (_drawn.Count == 0)
            return string.Empty;

        var columns = Math.Max(1, width());
        var up = _drawn.Sum(cells => Math.Max(1, (cells + columns - 1) / columns)) - 1;
        return (up > 0 ? $"\r\e[{up}A" : "\r") + EraseBelow;
    }
}
