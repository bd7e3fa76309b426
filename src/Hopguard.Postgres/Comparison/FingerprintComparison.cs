using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Comparison;

/// <summary>Compares two fingerprints.</summary>
public static class FingerprintComparison
{
    /// <summary>Every difference, the cluster's first. Equal content gives none, whatever the majors, but for definitions that the majors word differently.</summary>
    public static IReadOnlyList<Difference> Compare(Fingerprint left, Fingerprint right)
    {
        var expected = new ExpectedChanges(left.Server.Major, right.Server.Major);
        var differences = new List<Difference>(CompareCatalogues(null, left.Cluster, right.Cluster, expected));
        foreach (var name in left.Databases.Keys.Union(right.Databases.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (left.Databases.GetValueOrDefault(name), right.Databases.GetValueOrDefault(name));
            if (was is null || now is null)
                differences.Add(new Difference(null, "database", name, null, was is null ? null : name, now is null ? null : name));
            else
                differences.AddRange(CompareDatabases(name, was, now, expected));
        }

        return differences;
    }

    /// <summary>The evidence of a comparison.</summary>
    /// <param name="left">What was held.</param>
    /// <param name="leftTitle">The left side for people: <c>store 'database'</c>.</param>
    /// <param name="right">What is held.</param>
    /// <param name="rightTitle">The right side.</param>
    /// <param name="differences">What differs.</param>
    public static ComparisonEvidence ToEvidence(
        Fingerprint left, string leftTitle, Fingerprint right, string rightTitle, IReadOnlyList<Difference> differences) => new(
        $"{leftTitle} on PostgreSQL {left.Server.Version}",
        $"{rightTitle} on PostgreSQL {right.Server.Version}",
        FingerprintCounts.Of(left),
        [.. differences.Select(difference => difference.ToString())]);

    private static IEnumerable<Difference> CompareDatabases(string database, DatabaseFingerprint left, DatabaseFingerprint right, ExpectedChanges expected)
    {
        var rows = left.Tables.Keys.Intersect(right.Tables.Keys)
            .SelectMany(table => CompareRows(database, "table", table, "row", left.Tables[table], right.Tables[table]));
        var sequences = left.Sequences.Where(sequence => right.Sequences.TryGetValue(sequence.Key, out var now) && now != sequence.Value)
            .Select(sequence => new Difference(database, "sequence", sequence.Key, "value", sequence.Value, right.Sequences[sequence.Key]));
        return CompareCatalogues(database, left.Objects, right.Objects, expected)
            .Concat(rows)
            .Concat(sequences)
            .Concat(CompareRows(database, "large objects", "(content)", "object", left.LargeObjects, right.LargeObjects))
            .Concat(CompareRows(database, "large objects", "(owners and privileges)", "object", left.LargeObjectOwners, right.LargeObjectOwners));
    }

    private static IEnumerable<Difference> CompareRows(string database, string kind, string name, string unit, RowDigest left, RowDigest right)
    {
        var (was, now) = (Counts.Of(left.Rows, unit), Counts.Of(right.Rows, unit));
        if (left.Rows != right.Rows)
            yield return new Difference(database, kind, name, Difference.RowsAttribute, was, now);
        else if (left.Digest != right.Digest)
            yield return new Difference(database, kind, name, Difference.ContentAttribute, was, now);
    }

    private static IEnumerable<Difference> CompareCatalogues(string? database, Catalogue left, Catalogue right, ExpectedChanges expected) =>
        from kind in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
        let was = left.GetValueOrDefault(kind) ?? []
        let now = right.GetValueOrDefault(kind) ?? []
        from name in was.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
        from difference in CompareObjects(database, kind, name, was.GetValueOrDefault(name), now.GetValueOrDefault(name))
        where !expected.Covers(difference)
        select difference;

    private static IEnumerable<Difference> CompareObjects(
        string? database, string kind, string name, SortedDictionary<string, string>? left, SortedDictionary<string, string>? right)
    {
        if (left is null || right is null)
            return [new Difference(database, kind, name, null, left is null ? null : name, right is null ? null : name)];

        return left.Keys.Union(right.Keys)
            .Where(attribute => left.GetValueOrDefault(attribute) != right.GetValueOrDefault(attribute))
            .Select(attribute => new Difference(database, kind, name, attribute, left.GetValueOrDefault(attribute), right.GetValueOrDefault(attribute)));
    }
}
