using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Suggestion
{
    // Nobody has so many copies in one plan, and a misspelt name is compared with each of them.
    private const int MostKnown = 1_000;

    /// <summary><c>; did you mean 'store'?</c>, or the words there are, or nothing when there are none.</summary>
    public static Message For(string word, IEnumerable<string> known)
    {
        var words = known.Take(MostKnown).OrderBy(candidate => candidate, StringComparer.Ordinal).ToList();
        var best = words
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= Tolerance(candidate) && Distance(word, candidate) <= Tolerance(candidate))
            .OrderBy(candidate => Distance(word, candidate))
            .FirstOrDefault();
        if (words.Count == 0)
            return new(string.Empty, string.Empty);

        if (best is not null)
            return new($"; did you mean '{best}'?", $"。'{best}' のことですか");

        var list = string.Join(", ", words.Select(candidate => $"'{candidate}'"));
        return words.Count <= 12 ? new($"; known are {list}", $"。使えるのは {list} です") : new(string.Empty, string.Empty);
    }

    private static int Tolerance(string known) => Math.Max(1, known.Length / 3);

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
