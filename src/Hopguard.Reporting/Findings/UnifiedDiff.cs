using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Renderer;

namespace Hopguard.Reporting.Findings;

/// <summary>The difference between two texts as <c>patch</c> and <c>git apply</c> read it.</summary>
public static class UnifiedDiff
{
    /// <summary>The lines of the difference; none where the texts are equal.</summary>
    /// <param name="path">The file, relative to where the patch is applied.</param>
    /// <param name="before">The text as it is.</param>
    /// <param name="after">The text as it shall be.</param>
    public static IEnumerable<string> Of(string path, string before, string after)
    {
        var difference = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new CustomFunctionChunker(Lines));
        return UnidiffRenderer.Instance.Generate(difference, $"a/{path}", $"b/{path}").Split(Environment.NewLine)[..^1];
    }

    // A carriage return stays in its line: git compares it like any other character. A last line without a line feed is another line than one with it.
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + "\n\\ No newline at end of file"];
    }
}
