using System.Globalization;

namespace Hopguard.Plans.Fixes;

/// <summary>The difference between two texts as <c>patch</c> and <c>git apply</c> read it.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;
    private const long MostCells = 4_000_000;

    /// <summary>The lines of the difference; none where the texts are equal.</summary>
    /// <param name="path">The file, relative to where the patch is applied.</param>
    /// <param name="before">The text as it is.</param>
    /// <param name="after">The text as it shall be.</param>
    public static IEnumerable<string> Of(string path, string before, string after)
    {
        if (before == after)
            return [];

        var changes = Compare(Lines(before), Lines(after));
        return [$"--- a/{path}", $"+++ b/{path}", .. Hunks(changes).SelectMany(hunk => Write(changes, hunk.Begin, hunk.End))];
    }

    // A carriage return stays in its line: git compares it like any other character. A last line without a line feed is another line than one with it.
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        if (lines[lines.Length - 1].Length == 0)
            return [.. lines.Take(lines.Length - 1)];

        lines[lines.Length - 1] += "\n\\ No newline at end of file";
        return lines;
    }

    private static List<(char Sign, string Text)> Compare(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[before.Length - 1 - tail] == after[after.Length - 1 - tail])
            tail++;

        var changes = before.Take(head).Select(line => (' ', line)).ToList();
        changes.AddRange(Middle([.. before.Skip(head).Take(before.Length - head - tail)], [.. after.Skip(head).Take(after.Length - head - tail)]));
        changes.AddRange(before.Skip(before.Length - tail).Select(line => (' ', line)));
        return changes;
    }

    private static IEnumerable<(char Sign, string Text)> Middle(string[] before, string[] after)
    {
        // Too much to compare line by line: all of it is replaced.
        if ((long)before.Length * after.Length > MostCells)
            return before.Select(line => ('-', line)).Concat(after.Select(line => ('+', line)));

        return Align(before, after);
    }

    private static IEnumerable<(char Sign, string Text)> Align(string[] before, string[] after)
    {
        var common = CommonLengths(before, after);
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
                yield return (' ', before[(i++, j++).Item1]);
            else if (i < before.Length && (j == after.Length || common[i + 1, j] >= common[i, j + 1]))
                yield return ('-', before[i++]);
            else
                yield return ('+', after[j++]);
        }
    }

    private static int[,] CommonLengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }

    private static IEnumerable<(int Begin, int End)> Hunks(List<(char Sign, string Text)> changes)
    {
        var begin = -1;
        var end = -1;
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].Sign == ' ')
                continue;
            if (begin >= 0 && i - Context > end)
            {
                yield return (begin, end);
                begin = -1;
            }

            begin = begin < 0 ? Math.Max(0, i - Context) : begin;
            end = Math.Min(changes.Count, i + 1 + Context);
        }

        if (begin >= 0)
            yield return (begin, end);
    }

    private static IEnumerable<string> Write(List<(char Sign, string Text)> changes, int begin, int end)
    {
        var hunk = changes.Skip(begin).Take(end - begin).ToList();
        var (before, after) = (changes.Take(begin).Count(change => change.Sign != '+'), changes.Take(begin).Count(change => change.Sign != '-'));
        yield return string.Format(
            CultureInfo.InvariantCulture, "@@ -{0},{1} +{2},{3} @@",
            before + 1, hunk.Count(change => change.Sign != '+'), after + 1, hunk.Count(change => change.Sign != '-'));
        foreach (var (sign, text) in hunk)
            yield return sign + text;
    }
}
