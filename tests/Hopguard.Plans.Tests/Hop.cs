using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>The shipped hop to 2.3.0, or another plan, bent line by line, and what the analysis says about it.</summary>
internal sealed class Hop
{
    private readonly List<string> _lines;
    private readonly PlanFile[] _application;

    private Hop(IEnumerable<string> lines, PlanFile[]? application = null) => (_lines, _application) = ([.. lines], application ?? Repository.CvatFiles);

    public static Hop Shipped => new(Repository.Read("plans/cvat/2.2.0-2.3.0.yaml").Text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));

    /// <summary>Steps behind a head of another plan: of a hop between two versions, or of a procedure.</summary>
    public static Hop Of(string head, string steps, string? application = null) => new(
        ["application: cvat", .. head.Split('\n'), "summary: written by a test", "steps:", .. steps.Split('\n').Select(step => "  - " + step)],
        application is null ? null : [new PlanFile("plans/cvat/application.yaml", application)]);

    public Hop Without(string line) => new(_lines.Where((_, index) => index != Find(line)), _application);

    public Hop With(string before, string line) => new([.. _lines[..Find(before)], "  - " + line, .. _lines[Find(before)..]], _application);

    public Hop Moved(string line, string before)
    {
        var moved = _lines[Find(line)];
        return Without(line).With(before, moved[4..]);
    }

    public Hop Changed(string from, string to)
    {
        var line = Find(from);
        return new Hop(_lines.Select((text, index) => index == line ? text.Replace(from, to, StringComparison.Ordinal) : text), _application);
    }

    /// <summary>Expects these rules and no other, in the order of the file.</summary>
    public void Raises(params string[] rules) => Judge().Select(finding => finding.Rule.Id).Should().Equal(rules);

    public IReadOnlyList<Finding> Judge() =>
        Bilingual.Checked(PlanAnalysis.Analyze(PlanSet.Read([.. _application, new PlanFile("plans/cvat/hop.yaml", string.Join('\n', _lines))])));

    private int Find(string text)
    {
        var index = _lines.FindIndex(line => line.Contains(text, StringComparison.Ordinal));
        return index >= 0 ? index : throw new ArgumentException($"No line holds '{text}'", nameof(text));
    }
}
