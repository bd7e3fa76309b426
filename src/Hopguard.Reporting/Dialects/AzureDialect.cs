using System.Globalization;

namespace Hopguard.Reporting.Dialects;

/// <summary>Logging commands of Azure Pipelines.</summary>
internal sealed class AzureDialect : CiDialect
{
    public override string? CloseGroup => "##[endgroup]";

    public override string? OpenGroup(string title) => "##[group]" + title;

    public override string? Error(string title, string message) => Command("task.logissue", [("type", "error")], $"{title}: {message}");

    public override string? Warning(string title, string message) => Command("task.logissue", [("type", "warning")], $"{title}: {message}");

    public override string? Progress(int percent, string what) =>
        Command("task.setprogress", [("value", Math.Clamp(percent, 0, 100).ToString(CultureInfo.InvariantCulture))], what);

    /// <summary>A command with its properties; empty ones are left out.</summary>
    public static string Command(string name, IEnumerable<(string Key, string Text)> properties, string message) =>
        $"##vso[{name} {string.Concat(properties.Where(property => property.Text.Length > 0).Select(property => $"{property.Key}={EscapeProperty(property.Text)};"))}]{Escape(message)}";

    private static string Escape(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) => Escape(text)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal);
}
