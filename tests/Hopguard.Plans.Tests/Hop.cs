using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>The shipped hop to 2.3.0, bent line by line, and what the analysis says about it.</summary>
internal sealed class Hop
{
    private readonly List<string> _lines;

    private Hop(IEnumerable<string> lines) => _lines = [.. lines];

    public static Hop Shipped => new(Repository.Read("plans/cvat/2.2.0-2.3.0.yaml").Text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));

    public Hop Without(string line) => new(_lines.Where((_, index) => index != Find(line)));

    public Hop With(string before, string line) => new([.. _lines[..Find(before)], "  - " + line, .. _lines[Find(before)..]]);

    public Hop Moved(string line, string before)
    {
        var moved = _lines[Find(line)];
        return Without(line).With(before, moved[4..]);
    }

    public Hop Changed(string from, string to)
    {
        var line = Find(from);
        return new Hop(_lines.Select((text, index) => index == line ? text.Replace(from, to, StringComparison.Ordinal) : text));
    }

    /// <summary>Expects these rules and no other, in the order of the file.</summary>
    public void Raises(params string[] rules) => Judge().Select(finding => finding.Rule.Id).Should().Equal(rules);

    public IReadOnlyList<Finding> Judge() =>
        PlanAnalysis.Analyze(PlanSet.Read([.. Repository.CvatFiles, new PlanFile("plans/cvat/hop.yaml", string.Join('\n', _lines))]));

    private int Find(string text)
    {
        var index = _lines.FindIndex(line => line.Contains(text, StringComparison.Ordinal));
        return index >= 0 ? index : throw new ArgumentException($"No line holds '{text}'", nameof(text));
    }
}
