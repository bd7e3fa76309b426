using System.Globalization;
using System.Text;

namespace Hopguard.Bench.Outage;

/// <summary>One size of deployment, measured.</summary>
/// <param name="DatabaseBytes">Bytes of its database.</param>
/// <param name="MediaBytes">Bytes of its files.</param>
/// <param name="Guide">Seconds without an answer by the guide, one for each round; none where it was left out.</param>
/// <param name="Own">The same by this program.</param>
/// <param name="Load">The machine's load afterwards, or null where it does not tell.</param>
internal sealed record OutageRow(long DatabaseBytes, long MediaBytes, IReadOnlyList<double> Guide, IReadOnlyList<double> Own, string? Load);

/// <summary>The part of the performance page that is about the outage: measured by itself, for it needs an engine and minutes.</summary>
internal static class OutagePage
{
    private const string Title = "## The outage of an upgrade";

    /// <summary>The part, in Markdown.</summary>
    public static string Create(IReadOnlyList<OutageRow> rows, int rounds)
    {
        var part = new StringBuilder(Introduction(rounds));
        foreach (var row in rows)
            part.Append(CultureInfo.InvariantCulture, $"| {row.DatabaseBytes / 1e6:n0} MB, {row.MediaBytes / 1e6:n0} MB | {Seconds(row.Guide)} | {Seconds(row.Own)} | {Ratio(row)} | {row.Load ?? "?"} |\n");

        return part.ToString();
    }

    /// <summary>The page with this part in the place of the one it held, or at its end.</summary>
    public static string Replace(string page, string part) => (Find(page) is { Length: > 0 } old ? page.Replace(old, string.Empty, StringComparison.Ordinal) : page).TrimEnd('\n') + "\n\n" + part;

    /// <summary>The part that a page holds; empty where it holds none.</summary>
    public static string Find(string page)
    {
        var begin = page.IndexOf(Title, StringComparison.Ordinal);
        if (begin < 0)
            return string.Empty;

        var end = page.IndexOf("\n## ", begin, StringComparison.Ordinal);
        return end < 0 ? page[begin..] : page[begin..(end + 1)];
    }

    /// <summary>The load of the machine over the last minute; null where it does not tell.</summary>
    public static string? Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null;

    private static string Introduction(int rounds) => $"""
        {Title}

        Written by `dotnet run -c Release --project tests/bench/Hopguard.Bench -- outage <hopguard.dll> --gigabytes 0,1,4 --page docs/performance.md`. CVAT 2.2.0 of the lab is
        upgraded to 2.3.0 by the commands of the vendor's guide and by this program, in turns, each time from the same volumes. The outage is what a user feels: from the last
        answer of 2.2.0 to the first of 2.3.0 at `/api/server/about`, asked through the proxy every 0.1 s. The guide is done as a careful operator would: new source and images are
        there before anything is stopped, writers are stopped before the dump, the new database is asked until it answers; nothing is verified. This program verifies every
        row and file. {(rounds == 1 ? "One run" : $"Medians of {rounds} runs")} of each; {Environment.ProcessorCount} processors.

        | database, files | guide | this program | ratio | load |
        | --- | ---: | ---: | ---: | ---: |

        """;

    private static string Seconds(IReadOnlyList<double> times) => times.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Median(times):0.0} s");

    private static string Ratio(OutageRow row) => row.Guide.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Median(row.Own) / Median(row.Guide):0.00}");

    private static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);
}
