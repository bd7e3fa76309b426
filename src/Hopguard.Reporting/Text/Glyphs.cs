namespace Hopguard.Reporting.Text;

/// <summary>
/// Signs with a meaning, and what stands for them where only ASCII can be shown. None is of ambiguous width: those take two cells on a Japanese terminal.
/// </summary>
internal sealed record Glyphs(string Running, string Done, string Failed, string Waiting, string Undone, char BarDone, char BarLeft)
{
    private static readonly Glyphs Unicode = new("\u25B8", "\u2713", "\u2717", "\u25E6", "\u21BA", '\u25B0', '\u25B1');
    private static readonly Glyphs Ascii = new(">", "+", "x", "?", "<", '#', '.');

    public static Glyphs For(bool unicode) => unicode ? Unicode : Ascii;

    /// <summary>A bar of so many cells.</summary>
    public string Bar(double fraction, int cells)
    {
        var done = Math.Clamp((int)(fraction * cells), 0, cells);
        return new string(BarDone, done) + new string(BarLeft, cells - done);
    }
}
