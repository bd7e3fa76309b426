namespace Hopguard.Engine.Formatting;

/// <summary>Finds the word that somebody meant.</summary>
public static class DidYouMean
{
    /// <summary>The most similar candidate; null when none is similar enough to be what was meant.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        var tolerance = Math.Max(1, word.Length / 3);
        return candidates
            .Select(candidate => (candidate, distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= tolerance || IsBeginning(word, pair.candidate))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>A remedy that names the candidate meant, or else where to look.</summary>
    public static string Remedy(string word, IEnumerable<string> candidates, string otherwise) =>
        Find(word, candidates) is { } meant ? $"Did you mean '{meant}'?" : otherwise;

    private static bool IsBeginning(string word, string candidate) => word.Length >= 3 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    private static int Distance(string left, string right)
    {
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
                costs[i, j] = i == 0 || j == 0 ? i + j : Cheapest(left, right, costs, i, j);
        }

        return costs[left.Length, right.Length];
    }

    private static int Cheapest(string left, string right, int[,] costs, int i, int j)
    {
        var replaced = costs[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var cheapest = Math.Min(replaced, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isSwap ? Math.Min(cheapest, costs[i - 2, j - 2] + 1) : cheapest;
    }
}
