using Hopguard.Accuracy.Oracle;
using Hopguard.Plans.Reading;

namespace Hopguard.Accuracy.Tests.Oracle;

/// <summary>A good plan of the corpus, bent line by line, and what the reference interpreter says of it.</summary>
internal sealed class Bent
{
    private readonly string _folder;
    private readonly List<string> _lines;

    private Bent(string folder, IEnumerable<string> lines) => (_folder, _lines) = (folder, [.. lines]);

    public static Bent Documents => Of("documents", "1.17.0-2.0.0.yaml");

    public static Bent Tracker => Of("tracker", "15.0.0-16.0.0.yaml");

    public static Bent Backup => Of("shop", "backup.yaml");

    /// <summary>The shipped plan that brings a backup back.</summary>
    public static Bent Restore => new("../../plans/cvat", Read("../../plans/cvat/restore.yaml").Text.Split('\n'));

    public Bent Without(string line) => new(_folder, _lines.Where((_, index) => index != Find(line)));

    public Bent With(string before, string line) => new(_folder, [.. _lines[..Find(before)], "  - " + line, .. _lines[Find(before)..]]);

    public Bent Moved(string line, string before) => Without(line).With(before, Line(line));

    /// <summary>A step as it stands behind the dash.</summary>
    public string Line(string line) => _lines[Find(line)][4..];

    public Bent Changed(string from, string to) => new(_folder, _lines.Select((text, index) => index == Find(from) ? text.Replace(from, to, StringComparison.Ordinal) : text));

    public Verdict Judge()
    {
        var set = PlanSet.Read([Read($"{_folder}/application.yaml"), new PlanFile($"{_folder}/bent.yaml", string.Join('\n', _lines))]);
        set.Findings.Should().BeEmpty();
        return ReferenceInterpreter.Judge(set.Applications[0], set.Plans[0]);
    }

    public void IsSafe() => Judge().Should().Be(Verdict.Safe);

    public void IsStuckAt(string step) => Judge().Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Stuck && verdict.Step == step);

    public void Loses(string store, string after) => Judge().Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Loses && verdict.Store == store && verdict.Step == after);

    private static Bent Of(string folder, string plan) => new(folder, Read($"{folder}/good/{plan}").Text.Split('\n'));

    private static PlanFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Repository.Root, "tests", "corpus", path)));

    private int Find(string text)
    {
        var index = _lines.FindIndex(line => line.Contains(text, StringComparison.Ordinal));
        return index >= 0 ? index : throw new ArgumentException($"No line holds '{text}'", nameof(text));
    }
}
