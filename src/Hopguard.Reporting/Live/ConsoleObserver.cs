using Hopguard.Engine.Reports;
using Hopguard.Reporting.Dialects;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Progress;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>
/// Shows a run while it goes on: live lines in a terminal, one line per interval in a log, groups and annotations in a CI system; a summary when the run is
/// closed. Safe to use from several threads. An output that breaks (a closed pipe, a full disk) is given up and never stops an upgrade.
/// </summary>
public sealed class ConsoleObserver : IRunObserver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly RunningSteps _running;
    private readonly IRunView _view;
    private readonly Phrases _phrases;
    private readonly ITimer _timer;
    private bool _broken;

    /// <summary>Watches a run from the first event on.</summary>
    /// <param name="output">Where to write; not disposed.</param>
    /// <param name="surroundings">What the output goes to.</param>
    /// <param name="clock">The clock of rates and intervals.</param>
    public ConsoleObserver(TextWriter output, ConsoleSurroundings surroundings, TimeProvider clock)
    {
        _running = new RunningSteps(clock);
        _phrases = Phrases.For(surroundings.Language);
        _view = surroundings.Kind == OutputKind.Terminal && surroundings.Detail > Detail.Quiet
            ? new TerminalView(output, surroundings, clock)
            : new LogView(output, surroundings, CiDialect.For(surroundings.Kind), clock);
        var second = TimeSpan.FromSeconds(1);
        _timer = clock.CreateTimer(_ => Guarded(() => _view.Refresh(_running.All)), state: null, second, second);
    }

    /// <inheritdoc />
    public void On(RunEvent runEvent) => Guarded(() => Show(runEvent));

    /// <summary>Stops the clock and takes the live lines away.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Guarded(() =>
        {
            _running.Clear();
            _view.Refresh(_running.All);
        });
    }

    private void Guarded(Action show)
    {
        lock (_gate)
        {
            if (_broken)
                return;

            try
            {
                show();
            }
#pragma warning disable CA1031 // Whatever goes wrong with showing a run must not reach the run.
            catch (Exception)
#pragma warning restore CA1031
            {
                _broken = true;
            }
        }
    }

    private void Show(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepStarted started:
                _view.Begin(_running.Begin(started.StepId, started.Number, started.Total, started.Description), _running.All);
                break;
            case RunEvent.PreparationStarted preparing:
                _view.Begin(_running.Begin(preparing.StepId, 0, 0, preparing.Description), _running.All);
                break;
            case RunEvent.PreparationFinished { Summary: null, StepId: var id }:
                _running.End(id);
                _view.Refresh(_running.All);
                break;
            case RunEvent.UndoStarted undo:
                _view.Begin(_running.Begin(undo.StepId, undo.Number, undo.Total, "undoing", isUndo: true), _running.All);
                break;
            case RunEvent.StepProgressed { StepId: var id, Progress: var progress } when _running.Find(id) is { } step:
                step.Report(progress);
                _view.Refresh(_running.All);
                break;
            case RunEvent.StepLogged logged:
                _view.Log(logged.Line, _running.All);
                break;
            case RunEvent.StepWarned warned:
                _view.Warn(_running.Of(warned.StepId), warned.Line, _running.All);
                break;
            case RunEvent.RunClosed closed:
                _running.Clear();
                if (!closed.GoesOn)
                    _view.Close(closed.Report);
                break;
            default:
                ShowEnding(runEvent);
                break;
        }
    }

    private void ShowEnding(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.RunOpened opened:
                _view.Open(opened);
                break;
            case RunEvent.StepSkipped skipped:
                _view.Skip(skipped, _running.All);
                break;
            case RunEvent.OutageBegan began:
                _view.Tell(_phrases[RunOpening.Of(began)], _running.All);
                break;
            case RunEvent.OutageEnded ended:
                _view.Tell(_phrases[RunOpening.Of(ended)], _running.All);
                break;
            case RunEvent.EngineAwaited awaited:
                _view.Tell(_phrases[RunOpening.Of(awaited)], _running.All);
                break;
            case RunEvent.StateFolderShared shared:
                _view.Tell(_phrases[RunOpening.Of(shared)], _running.All);
                break;
            case RunEvent.RollbackStarted rollback:
                _running.Clear();
                _view.RollBack(rollback);
                break;
            default:
                if (StepEnding.Of(runEvent) is { } ending)
                    _view.End(_running.End(ending.StepId), ending, _running.All);
                break;
        }
    }
}
