using System.Text.RegularExpressions;

namespace Hopguard.Plans.Tests;

/// <summary>A plan in whose text the expected findings are marked: <c>{|HOP001:database|}</c>.</summary>
internal sealed class MarkedPlan
{
    private static readonly Regex Mark = new(@"\{\|(?<id>HOP\d{3}):(?<text>.*?)\|\}", RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    public MarkedPlan(string marked)
    {
        var expected = new List<(string Id, int Start, int Length)>();
        for (var match = Mark.Match(marked); match.Success; match = Mark.Match(marked))
        {
            expected.Add((match.Groups["id"].Value, match.Index, match.Groups["text"].Length));
            marked = marked[..match.Index] + match.Groups["text"].Value + marked[(match.Index + match.Length)..];
        }

        Text = marked;
        Expected = expected;
    }

    public string Text { get; }

    public IReadOnlyList<(string Id, int Start, int Length)> Expected { get; }
}
