using System.Globalization;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Dialects;
using Hopguard.Reporting.Formatting;
using Hopguard.Reporting.Progress;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>Shows a run in a log: a line when a step begins, one per interval while it goes on, one when it ends; in the dialect of the CI system.</summary>
internal sealed class LogView(TextWriter output, ConsoleSurroundings surroundings, CiDialect dialect, TimeProvider clock) : IRunView
{
    private readonly Dictionary<string, long> _lastLineAt = new(StringComparer.Ordinal);
    private bool _groupIsOpen;
    private bool _failureWasTold;

    public void Open(RunEvent.RunOpened opened)
    {
        Write(Untrusted.Line(opened.Title));
        Write(RunOpening.Of(opened));
    }

    public void Begin(RunningStep step, IReadOnlyList<RunningStep> running)
    {
        CloseGroup();
        var title = NameOf(step) + ": " + Untrusted.Line(step.Description);
        Write(dialect.OpenGroup(title) ?? title);
        _groupIsOpen = true;
        _lastLineAt[step.Id] = clock.GetTimestamp();
        WriteOverall(step);
    }

    public void Refresh(IReadOnlyList<RunningStep> running)
    {
        foreach (var step in running.Where(step => clock.GetElapsedTime(_lastLineAt[step.Id]) >= surroundings.Interval))
        {
            _lastLineAt[step.Id] = clock.GetTimestamp();
            Write($"{NameOf(step)}: {ProgressOf(step)}");
            WriteOverall(step);
        }
    }

    public void Log(string line, IReadOnlyList<RunningStep> running)
    {
        foreach (var part in Untrusted.Lines(line))
            Write(("    | " + part).TrimEnd());
    }

    public void End(RunningStep step, StepEnding ending, IReadOnlyList<RunningStep> running)
    {
        CloseGroup();
        var text = Untrusted.Line(ending.Text);
        Write($"{NameOf(step)}: {WordOf(ending)}{(text.Length > 0 ? ": " : string.Empty)}{text}");
        if (ending.Remedy is { } remedy)
            Write("    remedy: " + Untrusted.Line(remedy));

        if (ending.Status == StepStatus.Failed)
            WriteFailure($"Step '{step.Name}' failed", ending.Remedy is null ? text : $"{text}; {Untrusted.Line(ending.Remedy)}");
    }

    public void Skip(RunEvent.StepSkipped skipped, IReadOnlyList<RunningStep> running) =>
        Write($"{RunningStep.LabelOf(skipped.Number, skipped.Total)} {Untrusted.Line(skipped.StepId)}: done earlier: {Untrusted.Line(skipped.Why)}");

    public void RollBack(RunEvent.RollbackStarted rollback)
    {
        CloseGroup();
        Write(RunOpening.Of(rollback));
    }

    public void Close(RunReport report)
    {
        CloseGroup();
        if (!report.Verdict.Success && !_failureWasTold)
            WriteFailure("Run failed", Untrusted.Line(report.Verdict.Happened));

        Write(string.Empty);
        foreach (var line in RunSummary.Render(report, surroundings.Width(), colour: false))
            Write(line);
    }

    private static string NameOf(RunningStep step) => step.Label.Length > 0 ? $"{step.Label} {step.Name}" : step.Name;

    private static string WordOf(StepEnding ending)
    {
        var time = ending.Duration is { } duration ? Durations.Of(duration) : string.Empty;
        return ending.Status switch
        {
            StepStatus.Done => "done in " + time,
            StepStatus.Undone => "undone in " + time,
            StepStatus.Waiting => "waiting",
            _ => "FAILED after " + time,
        };
    }

    private static string ProgressOf(RunningStep step)
    {
        var elapsed = Durations.Of(step.Elapsed) + " so far";
        if (step.Progress is not { } progress)
            return $"going on, {elapsed}";

        var amount = Amounts.Of(progress.Done, progress.Unit);
        if (progress.Total is { } total)
            amount += " of " + Amounts.Of(total, progress.Unit);
        if (step.Fraction is { } fraction)
            amount += string.Create(CultureInfo.InvariantCulture, $" ({(int)(fraction * 100)} %)");

        var rate = step.PerSecond is { } perSecond ? Amounts.Rate(perSecond, progress.Unit) : null;
        var left = step.Left is { } time ? $"about {Durations.Of(time)} left" : null;
        return $"{Untrusted.Line(progress.Activity)}: {string.Join(", ", new[] { amount, rate, elapsed, left }.OfType<string>())}";
    }

    private void WriteOverall(RunningStep step)
    {
        // A bar that fell back to nothing on the way back would say the wrong thing.
        if (step is { Total: > 0, IsUndo: false } && dialect.Progress((int)(100 * (step.Number - 1 + (step.Fraction ?? 0)) / step.Total), NameOf(step)) is { } command)
            Write(command);
    }

    private void WriteFailure(string title, string message)
    {
        _failureWasTold = true;
        if (dialect.Error(title, message) is { } command)
            Write(command);
    }

    private void CloseGroup()
    {
        if (_groupIsOpen && dialect.CloseGroup is { } command)
            Write(command);
        _groupIsOpen = false;
    }

    private void Write(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
