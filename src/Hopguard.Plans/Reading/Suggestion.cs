namespace Hopguard.Plans.Reading;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean 'store'?</c>, or the words there are, or nothing when there are none.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        var words = known.OrderBy(candidate => candidate, StringComparer.Ordinal).ToList();
        var best = words.OrderBy(candidate => Distance(word, candidate)).FirstOrDefault();
        if (best is null)
            return string.Empty;

        if (Distance(word, best) <= Math.Max(1, best.Length / 3))
            return $"; did you mean '{best}'?";

        return words.Count <= 12 ? $"; known are {string.Join(", ", words.Select(candidate => $"'{candidate}'"))}" : string.Empty;
    }

    // Longer words are no misspelling of anything known: without the bound, hostile keys would cost quadratic time.
    private static int Distance(string from, string to)
    {
        if (from.Length > 64)
            return int.MaxValue;

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, substitution);
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
