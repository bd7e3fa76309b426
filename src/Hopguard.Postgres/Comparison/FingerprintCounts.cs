using Hopguard.Engine.Formatting;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Comparison;

/// <summary>What a fingerprint covers, in numbers.</summary>
internal static class FingerprintCounts
{
    /// <summary>Number of things compared, by kind; kinds that the cluster does not use are left out.</summary>
    public static IReadOnlyDictionary<string, long> Of(Fingerprint fingerprint)
    {
        var databases = fingerprint.Databases.Values;
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["rows"] = fingerprint.Rows,
            ["large objects"] = databases.Sum(database => database.LargeObjects.Rows),
        };
        foreach (var kind in databases.Select(database => database.Objects).Append(fingerprint.Cluster).SelectMany(catalogue => catalogue))
            counts[Plural(kind.Key)] = counts.GetValueOrDefault(Plural(kind.Key)) + kind.Value.Count;

        return counts.Where(count => count.Value > 0).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The numbers that people ask for first, in one line.</summary>
    public static string Summary(Fingerprint fingerprint)
    {
        var counts = Of(fingerprint);
        string[] kinds = ["tables", "rows", "sequences", "indexes", "constraints", "functions", "roles", "large objects"];
        return string.Join(", ", kinds.Where(counts.ContainsKey).Select(kind => Counts.Of(counts[kind], Singular(kind), kind)));
    }

    private static string Singular(string kind) => kind == "indexes" ? "index" : kind.TrimEnd('s');

    private static string Plural(string kind) => kind switch
    {
        "index" => "indexes",
        "policy" => "policies",
        "statistics" or "other" => kind,
        _ => kind + "s",
    };
}
