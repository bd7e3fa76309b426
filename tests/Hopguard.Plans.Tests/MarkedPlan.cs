using System.Text.RegularExpressions;

namespace Hopguard.Plans.Tests;

/// <summary>A plan in whose text the expected findings are marked, <c>{|HOP001:database|}</c>, and the places that explain them: <c>{|related:dump-database|}</c>.</summary>
internal sealed class MarkedPlan
{
    private const string RelatedMark = "related";
    private static readonly Regex Mark = new(@"\{\|(?<id>HOP\d{3}|related):(?<text>.*?)\|\}", RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    public MarkedPlan(string marked)
    {
        var expected = new List<(string Id, int Start, int Length)>();
        for (var match = Mark.Match(marked); match.Success; match = Mark.Match(marked))
        {
            expected.Add((match.Groups["id"].Value, match.Index, match.Groups["text"].Length));
            marked = marked[..match.Index] + match.Groups["text"].Value + marked[(match.Index + match.Length)..];
        }

        Text = marked;
        Expected = [.. expected.Where(mark => mark.Id != RelatedMark)];
        Related = [.. expected.Where(mark => mark.Id == RelatedMark).Select(mark => (mark.Start, mark.Length))];
    }

    public string Text { get; }

    public IReadOnlyList<(string Id, int Start, int Length)> Expected { get; }

    public IReadOnlyList<(int Start, int Length)> Related { get; }
}
