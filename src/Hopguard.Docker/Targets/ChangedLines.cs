using System.Globalization;

namespace Hopguard.Docker.Targets;

/// <summary>Where an edited text differs from the one that it was made from: by a longest common subsequence of lines, since a line may well stand in several places.</summary>
internal static class ChangedLines
{
    private const int Shown = 12;

    /// <summary>The numbers of the lines that were put in or changed, and of the line behind each place where some were only taken out; empty where nothing but blanks differs.</summary>
    /// <param name="text">The edited text.</param>
    /// <param name="own">What it was made from.</param>
    public static string Of(string text, string own)
    {
        var changed = Numbers(Lines(text), Lines(own)).ToList();
        return string.Join(", ", changed.Take(Shown).Select(line => line.ToString(CultureInfo.InvariantCulture))) + (changed.Count > Shown ? ", …" : string.Empty);
    }

    private static IEnumerable<int> Numbers(string[] lines, string[] own)
    {
        // Most of a file is as it was: only what lies between the first and the last difference is laid side by side.
        var start = lines.Zip(own).TakeWhile(pair => pair.First == pair.Second).Count();
        var same = lines.Skip(start).Reverse().Zip(own.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var (now, before) = (lines[start..^same], own[start..^same]);
        var common = CommonBehind(now, before);

        int at = 0, wasAt = 0, told = 0;
        while (at < now.Length || wasAt < before.Length)
        {
            if (at < now.Length && wasAt < before.Length && now[at] == before[wasAt])
            {
                (at, wasAt) = (at + 1, wasAt + 1);
                continue;
            }

            var isTakenOut = at == now.Length || (wasAt < before.Length && common[at, wasAt + 1] >= common[at + 1, wasAt]);
            if ((isTakenOut ? before[wasAt] : now[at]).Length > 0 && Math.Min(start + at + 1, lines.Length) is var number && number > told)
                yield return told = number;
            (at, wasAt) = isTakenOut ? (at, wasAt + 1) : (at + 1, wasAt);
        }
    }

    // How many lines the two have in common from each pair of places on.
    private static int[,] CommonBehind(string[] now, string[] before)
    {
        var common = new int[now.Length + 1, before.Length + 1];
        for (var at = now.Length - 1; at >= 0; at--)
        {
            for (var wasAt = before.Length - 1; wasAt >= 0; wasAt--)
                common[at, wasAt] = now[at] == before[wasAt] ? 1 + common[at + 1, wasAt + 1] : Math.Max(common[at + 1, wasAt], common[at, wasAt + 1]);
        }

        return common;
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd())];
}
