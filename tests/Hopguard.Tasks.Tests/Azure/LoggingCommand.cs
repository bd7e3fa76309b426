namespace Hopguard.Tasks.Tests.Azure;

/// <summary>A logging command as an agent reads it from a line: the first <c>##vso[</c> of it, wherever that stands.</summary>
/// <param name="Name">Its name: <c>task.complete</c>.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Message">Its message.</param>
public sealed record LoggingCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Message)
{
    private const string Begin = "##vso[";

    /// <summary>The command of a line; null when there is none.</summary>
    public static LoggingCommand? In(string line)
    {
        var begin = line.IndexOf(Begin, StringComparison.OrdinalIgnoreCase);
        var end = begin < 0 ? -1 : line.IndexOf(']', begin);
        if (end < 0)
            return null;

        var parts = line[(begin + Begin.Length)..end].Split(' ', 2);
        var properties = parts.Length < 2 ? [] : parts[1].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(property => property.Split('=', 2))
            .Where(property => property.Length == 2).ToDictionary(property => property[0], property => Read(property[1]), StringComparer.OrdinalIgnoreCase);
        return new LoggingCommand(parts[0], properties, Read(line[(end + 1)..]));
    }

    /// <summary>A property; null when it is not given.</summary>
    public string? Property(string name) => Properties.GetValueOrDefault(name);

    private static string Read(string text) => text.Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%5D", "]", StringComparison.Ordinal).Replace("%3B", ";", StringComparison.Ordinal).Replace("%AZP25", "%", StringComparison.Ordinal);
}
