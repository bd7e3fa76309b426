using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Reads what the compiler reads of <c>.globalconfig</c> files: <c>dotnet_diagnostic.HOP101.severity = warning</c> before the first section. The file of the higher
/// <c>global_level</c> counts, and where two of one level speak of the same rule, neither does
/// (https://learn.microsoft.com/dotnet/fundamentals/code-analysis/configuration-files).
/// </summary>
public static class GlobalConfig
{
    /// <summary>The name under which the compiler finds it by itself.</summary>
    public const string FileName = ".globalconfig";

    // What the compiler gives to files of that name.
    private const int UsualLevel = 100;
    private const string Prefix = "dotnet_diagnostic.";
    private const string Suffix = ".severity";

    /// <summary>Reads all files of that name that apply.</summary>
    public static SeverityOverrides Read(IEnumerable<PlanFile> files)
    {
        var severities = ImmutableDictionary.CreateBuilder<string, Severity?>(StringComparer.Ordinal);
        foreach (var level in files.Select(Read).GroupBy(file => file.Level).OrderBy(group => group.Key))
        {
            var ids = level.SelectMany(file => file.Severities).ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            foreach (var rule in RuleList.All.Where(rule => rule.IsConfigurable && ids.Contains(rule.Id)))
            {
                severities.Remove(rule.Id);
                if (ids[rule.Id].Count() == 1 && TryParse(ids[rule.Id].Single(), out var severity))
                    severities[rule.Id] = severity;
            }
        }

        return new SeverityOverrides(severities.ToImmutable());
    }

    private static Config Read(PlanFile file)
    {
        var level = UsualLevel;
        var severities = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in file.Text.Split('\n').Select(line => line.Trim()).TakeWhile(line => line.Length == 0 || line[0] != '['))
        {
            var end = line.IndexOfAny(['=', ':']);
            if (end < 0 || line[0] is '#' or ';')
                continue;

            var key = line.Substring(0, end).Trim().ToLowerInvariant();
            var value = line.Substring(end + 1).Split('#', ';')[0].Trim().ToLowerInvariant();
            if (key == "global_level" && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given))
                level = given;
            else if (key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(Suffix, StringComparison.Ordinal) && key.Length > Prefix.Length + Suffix.Length)
                severities[key.Substring(Prefix.Length, key.Length - Prefix.Length - Suffix.Length).ToUpperInvariant()] = value;
        }

        return new Config(level, severities);
    }

    // What the compiler shows to nobody is not told here either.
    private static bool TryParse(string word, out Severity? severity)
    {
        severity = word switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            "suggestion" => Severity.Note,
            _ => null,
        };
        return severity is not null || word is "none" or "silent" or "refactoring";
    }

    private sealed record Config(int Level, Dictionary<string, string> Severities);
}
