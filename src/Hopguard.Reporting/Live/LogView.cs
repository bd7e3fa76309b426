using System.Globalization;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Dialects;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Progress;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>Shows a run in a log: a line for every step that ended, more where more was asked for; in the dialect of the CI system.</summary>
internal sealed class LogView(TextWriter output, ConsoleSurroundings surroundings, CiDialect dialect, TimeProvider clock) : IRunView
{
    private readonly Phrases _phrases = Phrases.For(surroundings.Language);
    private readonly Dictionary<string, long> _lastLineAt = new(StringComparer.Ordinal);
    private bool _groupIsOpen;

    public void Open(RunEvent.RunOpened opened)
    {
        Write(Detail.Minimal, Untrusted.Line(_phrases[opened.Title]));
        Write(Detail.Minimal, _phrases[RunOpening.Of(opened)]);
    }

    public void Begin(RunningStep step, IReadOnlyList<RunningStep> running)
    {
        CloseGroup();
        _lastLineAt[step.Id] = clock.GetTimestamp();
        if (surroundings.Detail >= Detail.Verbose)
        {
            var title = NameOf(step) + ": " + Untrusted.Line(_phrases[step.Description]);
            Write(Detail.Verbose, dialect.OpenGroup(title) ?? title);
            _groupIsOpen = true;
        }

        WriteOverall(step);
    }

    public void Refresh(IReadOnlyList<RunningStep> running)
    {
        foreach (var step in running.Where(step => clock.GetElapsedTime(_lastLineAt[step.Id]) >= surroundings.Interval))
        {
            _lastLineAt[step.Id] = clock.GetTimestamp();
            Write(Detail.Normal, $"{NameOf(step)}: {ProgressOf(step)}");
            WriteOverall(step);
        }
    }

    public void Log(string line, IReadOnlyList<RunningStep> running)
    {
        foreach (var part in Untrusted.Lines(line))
            Write(Detail.Verbose, ("    | " + _phrases[part]).TrimEnd());
    }

    public void Warn(RunningStep step, string line, IReadOnlyList<RunningStep> running)
    {
        var text = Untrusted.Line(_phrases[line]);
        Write(Detail.Minimal, dialect.Warning(NameOf(step), text) ?? $"{NameOf(step)}: {_phrases["warning"]}: {text}");
    }

    public void End(RunningStep step, StepEnding ending, IReadOnlyList<RunningStep> running)
    {
        CloseGroup();
        var text = ending.Status == StepStatus.Failed ? string.Empty : Untrusted.Line(_phrases[ending.Text]);
        Write(ending.Status == StepStatus.Pending ? Detail.Normal : Detail.Minimal, $"{NameOf(step)}: {WordOf(ending)}{(text.Length > 0 ? ": " : string.Empty)}{text}");
    }

    public void Skip(RunEvent.StepSkipped skipped, IReadOnlyList<RunningStep> running) =>
        Write(Detail.Verbose, $"{RunningStep.LabelOf(skipped.Number, skipped.Total)} {Untrusted.Line(skipped.StepId)}: {Untrusted.Line(_phrases[skipped.Why])}");

    public void Tell(string line, IReadOnlyList<RunningStep> running) => Write(Detail.Minimal, line);

    public void RollBack(RunEvent.RollbackStarted rollback)
    {
        CloseGroup();
        Write(Detail.Minimal, _phrases[RunOpening.Of(rollback)]);
    }

    public void Close(RunReport report)
    {
        CloseGroup();
        if (!report.Verdict.Success && dialect.Error(_phrases["Run failed"], Quotation.Of(_phrases[report.Verdict.Happened]).Line) is { } command)
            Write(Detail.Quiet, command);

        Write(Detail.Minimal, string.Empty);
        var style = new SummaryStyle { Width = surroundings.Width(), Wraps = false, Detail = surroundings.Detail, Phrases = _phrases };
        foreach (var line in RunSummary.Render(report, style))
            Write(Detail.Quiet, line);
    }

    private static string NameOf(RunningStep step) => step.Label.Length > 0 ? $"{step.Label} {step.Name}" : step.Name;

    private string WordOf(StepEnding ending)
    {
        var time = ending.Duration is { } duration ? Durations.Of(duration) : string.Empty;
        return _phrases[ending.Status switch
        {
            StepStatus.Done => $"done in {time}",
            StepStatus.Undone => $"undone in {time}",
            StepStatus.Pending => $"prepared in {time}",
            StepStatus.Waiting => "waiting",
            _ => $"FAILED after {time}",
        }];
    }

    private string ProgressOf(RunningStep step)
    {
        var elapsed = _phrases[$"{Durations.Of(step.Elapsed)} so far"];
        if (step.Progress is not { } progress)
            return $"{_phrases["going on"]}, {elapsed}";

        var amount = Amounts.Of(progress.Done, progress.Unit);
        if (progress.Total is { } total)
            amount = $"{amount} {_phrases["of"]} {Amounts.Of(total, progress.Unit)}";
        if (step.Fraction is { } fraction)
            amount += string.Create(CultureInfo.InvariantCulture, $" ({(int)(fraction * 100)} %)");

        var rate = step.PerSecond is { } perSecond ? Amounts.Rate(perSecond, progress.Unit) : null;
        var left = step.Left is { } time ? _phrases[$"about {Durations.Of(time)} left"] : null;
        return $"{Untrusted.Line(_phrases[progress.Activity])}: {string.Join(", ", new[] { amount, rate, elapsed, left }.OfType<string>())}";
    }

    private void WriteOverall(RunningStep step)
    {
        // A bar that fell back to nothing on the way back would say the wrong thing.
        if (step is { Total: > 0, IsUndo: false } && dialect.Progress((int)(100 * (step.Number - 1 + (step.Fraction ?? 0)) / step.Total), NameOf(step)) is { } command)
            Write(Detail.Minimal, command);
    }

    private void CloseGroup()
    {
        if (_groupIsOpen && dialect.CloseGroup is { } command)
            Write(Detail.Verbose, command);
        _groupIsOpen = false;
    }

    private void Write(Detail from, string line)
    {
        if (surroundings.Detail < from)
            return;

        output.WriteLine(line);
        output.Flush();
    }
}
