using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>
/// Measures the outage as users feel it: asks the application a few times a second beside the work, on a steady clock. Where nothing can be asked, the steps
/// that stop and start the application say when it began and ended. Never fails the run.
/// </summary>
internal sealed class OutageWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // One lost request is no outage.
    private const int SilencesThatCount = 2;

    private readonly RunServices _services;
    private readonly Run _run;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OpenOutage? _open;
    private Task? _watching;
    private long? _lastAnswer;
    private long? _downFrom;
    private long _downAt;
    private bool _isDown;
    private bool _wasSilent;
    private int _silences;

    public OutageWatch(RunServices services, Run run)
    {
        (_services, _run) = (services, run);
        _open = OutageHistory.Open(run.History);
        _isDown = _open is not null;
    }

    /// <summary>Begins to ask, if that is possible here and has not begun yet; returns with the first answer, or without one when that takes long.</summary>
    public async Task BeginAsync()
    {
        if (_services.Availability is null || _watching is not null)
            return;

        _watching = Task.Run(WatchAsync);
        // The step that follows may stop the application, and then nobody would know when it answered last.
        await Task.WhenAny(_asked.Task, Task.Delay(TimeSpan.FromSeconds(1), _services.Clock));
    }

    /// <summary>The application's services were stopped.</summary>
    public void Stopped(long since)
    {
        lock (_gate)
        {
            if (!_isDown)
                GoDown(_lastAnswer ?? since);
        }
    }

    /// <summary>An earlier process stopped the application's services then, and may not have lived to record the outage.</summary>
    public void StoppedBefore(JournalEntry.StepStarted stop)
    {
        lock (_gate)
        {
            if (_isDown || OutageHistory.IsRecorded(_run.History))
                return;

            (_isDown, _open) = (true, new OpenOutage(stop.At, stop));
            Record(OutageHistory.Begin(stop.At));
            _services.Observer.On(new RunEvent.OutageBegan(_run.Application.Title, stop.At));
        }
    }

    /// <summary>The application was seen to serve.</summary>
    public void Serves()
    {
        lock (_gate)
        {
            // A process that continues a run did not see when it came back.
            if (!_isDown)
                return;

            ComeBack(isKnown: _services.Availability is null || _wasSilent);
            // Where only the steps see it, an answer from before the outage must not begin another.
            _lastAnswer = null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _end.Cancel();
        // The journal is closed next; an answer that hangs is not waited for.
        _ = _watching?.Wait(TimeSpan.FromSeconds(1));
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var askedAt = _services.Clock.GetTimestamp();
                var answers = await _services.Availability!.AnswersAsync(_run.Application, _run.Start.Before.Project, _end.Token);
                Note(answers, askedAt);
                _asked.TrySetResult();
                await Task.Delay(Interval, _services.Clock, _end.Token);
            }
#pragma warning disable CA1031 // A measurement that goes wrong is missing in the report; the work goes on.
            catch (Exception)
#pragma warning restore CA1031
            {
                await Task.Delay(Interval, _services.Clock, CancellationToken.None);
            }
        }
    }

    private void Note(bool answers, long askedAt)
    {
        lock (_gate)
        {
            if (_end.IsCancellationRequested)
                return;

            if (!answers)
            {
                _wasSilent = true;
                if (++_silences >= SilencesThatCount && !_isDown && _lastAnswer is { } last)
                    GoDown(last);
                return;
            }

            // An answer that was on its way when the services were stopped is one of the time before.
            if (_isDown && _open is null && askedAt <= _downAt)
                return;

            (_silences, _lastAnswer) = (0, _services.Clock.GetTimestamp());
            if (_isDown)
                ComeBack(isKnown: _open is null || _wasSilent);
        }
    }

    private void GoDown(long lastAnswer)
    {
        (_isDown, _downAt, _downFrom, _open) = (true, _services.Clock.GetTimestamp(), lastAnswer, null);
        var at = _services.Clock.GetUtcNow() - _services.Clock.GetElapsedTime(lastAnswer);
        Record(OutageHistory.Begin(at));
        _services.Observer.On(new RunEvent.OutageBegan(_run.Application.Title, at));
    }

    private void ComeBack(bool isKnown)
    {
        (TimeSpan Length, bool IsAbout)? outage = (_open, _downFrom) switch
        {
            ({ } open, _) => OutageHistory.Between(open, _services.Clock.GetUtcNow(), _services.Steady()),
            (_, { } from) => (_services.Clock.GetElapsedTime(from), false),
            _ => null,
        };
        (_isDown, _open, _downFrom, _silences) = (false, null, null, 0);
        outage = isKnown ? outage : null;
        var isAbout = outage is { IsAbout: true };
        Record(OutageHistory.End(outage?.Length, isAbout));
        _services.Observer.On(new RunEvent.OutageEnded(_run.Application.Title, outage?.Length, Unproved()) { IsAbout = isAbout });
    }

    // An answer proves little: a server may serve without the migrations of its version, and whoever reads that the outage is over must not take it for the end.
    private string? Unproved()
    {
        var history = _run.History;
        return !history.RollbackBegan && _run.Plan.Steps.Any(step => step is VerifyVersion && history.Status(step.Id) != StepStatus.Done) ? _run.Plan.To?.ToString() : null;
    }

    private void Record(JournalEntry entry)
    {
        try
        {
            _run.Journal.Append(entry);
        }
        catch (HopguardException)
        {
            // The next record of a step meets the same disk, and says so.
        }
    }
}
