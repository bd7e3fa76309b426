namespace Hopguard.Reporting.Text;

/// <summary>Colours with a meaning; nothing where colours are not welcome.</summary>
internal sealed class Paint(bool on)
{
    /// <summary>It is well.</summary>
    public string Good(string text) => In("32", text);

    /// <summary>It failed.</summary>
    public string Bad(string text) => In("31", text);

    /// <summary>It waits for the operator, or is on its way back.</summary>
    public string Attention(string text) => In("33", text);

    /// <summary>It goes on.</summary>
    public string Active(string text) => In("36", text);

    /// <summary>It may be overlooked.</summary>
    public string Faint(string text) => In("2", text);

    /// <summary>A heading.</summary>
    public string Strong(string text) => In("1", text);

    private string In(string code, string text) => on && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
