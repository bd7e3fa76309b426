using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Progress;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>Shows a run in a terminal: a line that stays for everything that ended, and below them a live line for every running step.</summary>
internal sealed class TerminalView(TextWriter output, ConsoleSurroundings surroundings, TimeProvider clock) : IRunView
{
    // Fast enough to look alive, slow enough for a terminal at the far end of a slow line.
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);

    private const int NarrowestColumns = 60;

    private readonly LiveArea _area = new(output, surroundings.Width);
    private readonly Glyphs _glyphs = Glyphs.For(surroundings.Unicode);
    private readonly Phrases _phrases = Phrases.For(surroundings.Language);
    private readonly Paint _paint = new(surroundings.Colour);
    private long? _drawnAt;

    public void Open(RunEvent.RunOpened opened) => Draw(
        [
            _paint.Strong(Untrusted.Line(_phrases[opened.Title])),
            .. TextLayout.Hang(string.Empty, _phrases[RunOpening.Of(opened)], Room).Select(_paint.Faint),
            string.Empty,
        ],
        []);

    public void Begin(RunningStep step, IReadOnlyList<RunningStep> running) => Draw([], running);

    public void Refresh(IReadOnlyList<RunningStep> running)
    {
        if (_drawnAt is { } drawnAt && running.Count > 0 && clock.GetElapsedTime(drawnAt) < Frame)
            return;

        Draw([], running);
    }

    public void Log(string line, IReadOnlyList<RunningStep> running)
    {
        if (surroundings.Detail >= Detail.Verbose)
            Draw(Untrusted.Lines(line).SelectMany(part => TextLayout.Hang("    | ", _phrases[part], Room)).Select(_paint.Faint), running);
    }

    public void Warn(RunningStep step, string line, IReadOnlyList<RunningStep> running) =>
        Draw(TextLayout.Hang($"  {_phrases["warning"]}: ", Untrusted.Line(_phrases[line]), Room).Select(_paint.Attention), running);

    public void End(RunningStep step, StepEnding ending, IReadOnlyList<RunningStep> running)
    {
        var (glyph, paint) = MarkOf(ending.Status);
        var time = ending.Duration is { } duration ? Durations.Of(duration) : _phrases["waiting"];
        // What a failure was is told at the end, with what became of everything.
        var text = ending.Status == StepStatus.Failed ? "FAILED" : ending.Text;
        Draw(Ended(glyph, paint, step.Label, step.Name, time, _phrases[text]), running);
    }

    public void Skip(RunEvent.StepSkipped skipped, IReadOnlyList<RunningStep> running)
    {
        if (surroundings.Detail >= Detail.Verbose)
            Draw(Ended(_glyphs.Done, _paint.Faint, RunningStep.LabelOf(skipped.Number, skipped.Total), Untrusted.Line(skipped.StepId), string.Empty, _phrases[skipped.Why]), running);
    }

    public void Tell(string line, IReadOnlyList<RunningStep> running) => Draw(TextLayout.Hang(string.Empty, line, Room).Select(_paint.Strong), running);

    public void RollBack(RunEvent.RollbackStarted rollback) => Draw(
        [string.Empty, .. TextLayout.Hang(string.Empty, _phrases[RunOpening.Of(rollback)], Room).Select(_paint.Attention)], []);

    public void Close(RunReport report) => Draw(
        [
            string.Empty,
            .. RunSummary.Render(report, new SummaryStyle { Width = surroundings.Width(), Colour = surroundings.Colour, Detail = surroundings.Detail, Phrases = _phrases }),
        ],
        []);

    // The last column stays free: a terminal that has just filled it may or may not have gone to the next line.
    private int Room => Math.Max(2, surroundings.Width() - 1);

    private (string Glyph, Func<string, string> Paint) MarkOf(StepStatus status) => status switch
    {
        StepStatus.Done => (_glyphs.Done, _paint.Good),
        StepStatus.Pending => (_glyphs.Done, _paint.Faint),
        StepStatus.Undone => (_glyphs.Undone, _paint.Attention),
        StepStatus.Waiting => (_glyphs.Waiting, _paint.Attention),
        _ => (_glyphs.Failed, _paint.Bad),
    };

    private IEnumerable<string> Ended(string glyph, Func<string, string> paint, string label, string id, string time, string text)
    {
        var name = label.Length > 0 ? $"{label} " : label;
        var columns = $"{glyph} {name}{TextLayout.PadRight(id, 18)} {TextLayout.PadLeft(time, 11)}  ";
        var lines = Room >= NarrowestColumns
            ? TextLayout.Hang(columns, Untrusted.Line(text), Room)
            : TextLayout.Hang($"{glyph} ", $"{name}{id} {time} {Untrusted.Line(text)}", Room);
        return lines.Select((line, index) => index == 0 ? paint(glyph) + line[glyph.Length..] : line);
    }

    private void Draw(IEnumerable<string> staying, IReadOnlyList<RunningStep> running)
    {
        var width = Math.Max(1, surroundings.Width() - 1);
        _drawnAt = clock.GetTimestamp();
        _area.Write(staying, [.. running.Select(step => LiveLine.Of(step, _glyphs, width, _phrases)).Select(line => (line, Painted(line)))]);
    }

    private string Painted(string line) =>
        line.StartsWith(_glyphs.Running, StringComparison.Ordinal) ? _paint.Active(_glyphs.Running) + line[_glyphs.Running.Length..] : line;
}
