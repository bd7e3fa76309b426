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
    private const string Head = "| database, files | runs of each | guide | this program | ratio | load |\n| --- | ---: | ---: | ---: | ---: | ---: |\n";

    private static readonly string Introduction = $"""
        {Title}

        Written by `dotnet run -c Release --project tests/bench/Hopguard.Bench -- outage <hopguard.dll> --gigabytes 0,1,4 --page docs/performance.md`. CVAT 2.2.0 of the lab is
        upgraded to 2.3.0 by the commands of the vendor's guide and by this program, in turns, each time from the same volumes. The outage is what a user feels: from the last
        answer of 2.2.0 to the first of 2.3.0 at `/api/server/about`, asked through the proxy every 0.1 s. The guide is done as a careful operator would: new source and images are
        there before anything is stopped, writers are stopped before the dump, the new database is asked until it answers; nothing is verified. This program verifies every
        row and file. Medians where there are several runs; {Environment.ProcessorCount} processors. Sizes that a call does not measure keep their row.


        """;

    /// <summary>The part, in Markdown.</summary>
    public static string Create(IReadOnlyList<OutageRow> rows)
    {
        var part = new StringBuilder(Introduction).Append(Head);
        foreach (var row in rows)
            part.Append(CultureInfo.InvariantCulture, $"| {row.DatabaseBytes / 1e6:n0} MB, {row.MediaBytes / 1e6:n0} MB | {row.Own.Count} | {Seconds(row.Guide)} | {Seconds(row.Own)} | {Ratio(row)} | {row.Load ?? "?"} |\n");

        return part.ToString();
    }

    /// <summary>The page with this part in the place of the one it held, or at its end. Rows of sizes that were not measured anew stay.</summary>
    public static string Replace(string page, string part)
    {
        var old = Find(page);
        return (old.Length > 0 ? page.Replace(old, string.Empty, StringComparison.Ordinal) : page).TrimEnd('\n') + "\n\n" + WithRowsOf(old, part);
    }

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

    private static string WithRowsOf(string old, string part)
    {
        var measured = Rows(part).Select(FilesOf).ToHashSet(StringComparer.Ordinal);
        return part.Replace(Head, Head + string.Concat(Rows(old).Where(row => !measured.Contains(FilesOf(row))).Select(row => row + "\n")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(string part) => part.Split(Head) is [_, var rows] ? rows.Split('\n').TakeWhile(line => line.StartsWith('|')) : [];

    // Which size was asked for: a database differs by some pages from one time to the next, the files do not.
    private static string FilesOf(string row) => row.Split('|')[1].Split(", ", 2)[1].Trim();

    private static string Seconds(IReadOnlyList<double> times) => times.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Median(times):0.0} s");

    private static string Ratio(OutageRow row) => row.Guide.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Median(row.Own) / Median(row.Guide):0.00}");

    private static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);
}
