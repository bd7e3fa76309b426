using System.Globalization;
using System.Xml.Linq;
using Hopguard.Engine.Formatting;

namespace Hopguard.DevTasks.Test;

/// <summary>How the tests of a project ended.</summary>
/// <param name="Project">The project.</param>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Skipped">Tests that did not run.</param>
/// <param name="Failures">One text per failed test: its name and what it says.</param>
internal sealed record TestResults(string Project, int Passed, int Skipped, IReadOnlyList<string> Failures)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>How long they took, with the start of their process.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How long each took.</summary>
    public IReadOnlyList<(string Test, TimeSpan Time)> Times { get; init; } = [];

    /// <summary>One text per test that did not run: its name, and why it did not.</summary>
    public IReadOnlyList<string> Skips { get; init; } = [];

    /// <summary>A job that was left out: how many tests it has is not known without running it, so it counts as one.</summary>
    public static TestResults NotRun(TestJob job) => new(job.Name, 0, 1, []);

    /// <summary>Reads the results file that the test process should have left.</summary>
    public static TestResults Read(string project, string path, ChildProcess ended)
    {
        var results = File.Exists(path) ? Parse(project, XDocument.Load(path)) : new TestResults(project, 0, 0, []);
        // A test process that died left out the tests it did not come to: the missing ones have failed, whatever the file says.
        return ended.ExitCode == 0 || results.Failures.Count > 0
            ? results
            : results with { Failures = [$"{project}: the test process ended with code {ended.ExitCode}{Environment.NewLine}{ended.Output.Trim()}"] };
    }

    /// <summary>Reads a results file.</summary>
    public static TestResults Parse(string project, XDocument trx)
    {
        var outcomes = trx.Descendants(Trx + "UnitTestResult").ToLookup(result => (string?)result.Attribute("outcome") ?? string.Empty);
        var failed = outcomes.Where(outcome => outcome.Key is not ("Passed" or "NotExecuted")).SelectMany(outcome => outcome);
        return new TestResults(project, outcomes["Passed"].Count(), outcomes["NotExecuted"].Count(), [.. failed.Select(result => Describe(result, Environment.NewLine))])
        {
            Times = [.. outcomes.SelectMany(outcome => outcome).Select(TimeOf)],
            Skips = [.. outcomes["NotExecuted"].Select(result => Describe(result, ": "))],
        };
    }

    /// <summary>A line for each of the slowest tests of all, slowest first.</summary>
    public static IEnumerable<string> Slowest(IEnumerable<TestResults> results, int count) =>
        from one in results.SelectMany(result => result.Times).OrderByDescending(one => one.Time).Take(count)
        select string.Create(CultureInfo.InvariantCulture, $"{one.Time.TotalSeconds,7:0.0} s  {one.Test}");

    /// <summary>A line with the counts; below it the time of each class that took long, longest first, what was skipped and what failed.</summary>
    public string Describe()
    {
        var seconds = Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var line = $"{Project}: {Passed} passed, {Failures.Count} failed, {Skipped} skipped in {seconds} s";
        return string.Join(Environment.NewLine, [line, .. Classes(), .. Skips.Select(skip => Indent("skipped: " + skip)), .. Failures.Select(failure => Indent("failed: " + failure))]);
    }

    // Classes of a project may run beside each other: the times of their tests do not add up to that of the process.
    private IEnumerable<string> Classes() =>
        from test in Times
        group test.Time by ClassOf(test.Test) into times
        let total = times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time)
        where total >= Long
        orderby total descending
        select string.Create(CultureInfo.InvariantCulture, $"  {times.Key}: {Counts.Of(times.Count(), "test")} in {total.TotalSeconds:0.0} s");

    // "Namespace.Class.Test(argument: "a.b")"
    private static string ClassOf(string test)
    {
        var name = test.Split('(')[0];
        return name[..Math.Max(0, name.LastIndexOf('.'))];
    }

    private static (string, TimeSpan) TimeOf(XElement result) => (
        (string?)result.Attribute("testName") ?? string.Empty,
        TimeSpan.TryParse((string?)result.Attribute("duration"), CultureInfo.InvariantCulture, out var time) ? time : TimeSpan.Zero);

    private static string Describe(XElement result, string between)
    {
        var message = result.Descendants(Trx + "Message").FirstOrDefault()?.Value.Trim();
        var trace = result.Descendants(Trx + "StackTrace").FirstOrDefault()?.Value.TrimEnd();
        return string.Join(between, new[] { (string?)result.Attribute("testName"), message, trace }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string Indent(string text) => "  " + text.ReplaceLineEndings(Environment.NewLine + "    ");
}
