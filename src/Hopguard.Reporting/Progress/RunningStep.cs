using System.Globalization;
using Hopguard.Engine.Ports;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Progress;

/// <summary>A step, or its undoing, that goes on.</summary>
internal sealed class RunningStep(string id, int number, int total, string description, bool isUndo, TimeProvider clock)
{
    private readonly long _startedAt = clock.GetTimestamp();
    private RateEstimator _rate = new(clock);

    public string Id => id;

    /// <summary>The id, fit to be shown.</summary>
    public string Name { get; } = Untrusted.Line(id);

    public int Number => number;

    public int Total => total;

    public string Description => description;

    /// <summary>Whether the step is being undone: its number counts the way back then.</summary>
    public bool IsUndo => isUndo;

    public StepProgress? Progress { get; private set; }

    public TimeSpan Elapsed => clock.GetElapsedTime(_startedAt);

    /// <summary><c>[ 7/21]</c>; empty for a step that was never announced.</summary>
    public string Label => LabelOf(number, total);

    /// <summary>From 0 to 1; null when the total is not known or nothing.</summary>
    public double? Fraction => Progress is { Total: > 0 and var all, Done: var done } ? Math.Clamp((double)done / all, 0, 1) : null;

    public double? PerSecond => Progress is null ? null : _rate.PerSecond();

    public TimeSpan? Left => Progress?.Total is { } all ? _rate.Left(all) : null;

    public static string LabelOf(int number, int total)
    {
        var digits = total.ToString(CultureInfo.InvariantCulture);
        return number <= 0 ? string.Empty : $"[{number.ToString(CultureInfo.InvariantCulture).PadLeft(digits.Length)}/{digits}]";
    }

    public void Report(StepProgress progress)
    {
        // Another activity is another piece of work: its rate has nothing to do with the one before.
        if (Progress is { } before && (before.Activity != progress.Activity || before.Unit != progress.Unit))
            _rate = new RateEstimator(clock);

        Progress = progress;
        _rate.Report(progress.Done);
    }
}
