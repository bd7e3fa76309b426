namespace Hopguard.Reporting.Dialects;

/// <summary>Workflow commands of GitHub Actions.</summary>
internal sealed class GitHubDialect : CiDialect
{
    // The runner cuts messages at 4096 characters, in the middle of an escape if it comes to that.
    private const int LongestMessage = 4000;

    public override string? CloseGroup => "::endgroup::";

    public override string? OpenGroup(string title) => "::group::" + Escape(title);

    public override string? Error(string title, string message) => Command("error", [("title", title)], message);

    public override string? Warning(string title, string message) => Command("warning", [("title", title)], message);

    /// <summary>A command with its properties; empty ones are left out.</summary>
    public static string Command(string name, IEnumerable<(string Key, string Text)> properties, string message)
    {
        var given = string.Join(',', properties.Where(property => property.Text.Length > 0).Select(property => $"{property.Key}={EscapeProperty(property.Text)}"));
        return $"::{name}{(given.Length > 0 ? " " : string.Empty)}{given}::{Escape(message.Length > LongestMessage ? message[..LongestMessage] : message)}";
    }

    private static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) => Escape(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
