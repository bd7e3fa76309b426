using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hopguard.Engine.Formatting;

namespace Hopguard.DevTasks.Test;

/// <summary>Tells the time of each test class as it ends, from what the test process prints about each test: classes of such a process run one after the other.</summary>
/// <param name="report">Told a line per class.</param>
/// <param name="elapsed">The time since the process was started; that of a clock when null.</param>
internal sealed partial class ClassClock(Action<string> report, Func<TimeSpan>? elapsed = null)
{
    private readonly Func<TimeSpan> _elapsed = elapsed ?? Elapsed();
    private readonly Lock _gate = new();
    private string? _class;
    private TimeSpan _began;
    private TimeSpan _last;
    private int _tests;
    private int _failed;

    /// <summary>Takes a line of the process's output.</summary>
    public void Read(string line)
    {
        if (Test().Match(line) is not { Success: true } test)
            return;

        lock (_gate)
        {
            if (test.Groups["class"].Value != _class)
                End();
            _class = test.Groups["class"].Value;
            _last = _elapsed();
            _tests++;
            _failed += test.Groups["outcome"].Value == "Failed" ? 1 : 0;
        }
    }

    /// <summary>Says that the process has ended, and with it the last class.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_class is not null)
                report(string.Create(CultureInfo.InvariantCulture, $"  {_class}: {Counts.Of(_tests, "test")}{Failures()} in {(_last - _began).TotalSeconds:0.0} s"));
            (_class, _began, _tests, _failed) = (null, _last, 0, 0);
        }
    }

    private string Failures() => _failed == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({_failed} failed)");

    private static Func<TimeSpan> Elapsed()
    {
        var watch = Stopwatch.StartNew();
        return () => watch.Elapsed;
    }

    // "  Passed Namespace.Class.Test(argument: "…") [1 s]"
    [GeneratedRegex(@"^\s+(?<outcome>Passed|Failed|Skipped) (?<class>[\w.+]+)\.\w+(\(| \[|$)")]
    private static partial Regex Test();
}
