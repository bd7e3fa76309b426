using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>
/// The work of steps that goes on before their turn, one after the other and in the order of the plan. It lives as long as the process's work on the run: whoever
/// leaves the run or rolls it back ends it first.
/// </summary>
internal sealed class EarlyWork(RunServices services, Run run) : IDisposable
{
    // A signal leaves five seconds to return. Without one, what goes on is waited for: it would go on beside whatever the process does next.
    private static readonly TimeSpan EndAfterSignal = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan EndOtherwise = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Begun> _begun = new(StringComparer.Ordinal);
    private CancellationTokenSource? _stop;
    private CancellationToken _signal;
    private Task<StepOutcome?> _last = Task.FromResult<StepOutcome?>(null);

    /// <summary>Begins the work of every later step that may begin before <paramref name="next"/> does.</summary>
    public void BeginDue(Step next, CancellationToken cancellationToken)
    {
        var turn = run.Plan.Steps.IndexOf(next);
        if (_stop is { IsCancellationRequested: true } || run.Plan.Steps.Take(turn).Any(earlier => run.History.Status(earlier.Id) != StepStatus.Done))
            return;

        foreach (var step in run.Plan.Steps.Skip(turn + 1))
        {
            if (!_begun.ContainsKey(step.Id) && run.FindEarlyWork(step) is { } work && IsDue(work.BeginsAfter(step, run.Plan), turn) && AreMade(step, work, next)
                && run.History.Status(step.Id) is StepStatus.Pending or StepStatus.InDoubt)
            {
                Begin(step, work, cancellationToken);
            }
        }
    }

    /// <summary>How to wait for the work that was begun for a step, whose turn has come: from now on it tells how far it is. Null where none was.</summary>
    public Func<Task<StepOutcome?>>? Take(Step step)
    {
        if (!_begun.Remove(step.Id, out var begun))
            return null;

        begun.Turn.Come();
        return () => begun.Work;
    }

    /// <summary>Ends all work that goes on, and waits for its end; what it leaves is what a kill would leave.</summary>
    public async Task StopAsync()
    {
        // Nothing was begun.
        if (_stop is null)
            return;

        await _stop.CancelAsync();
        await _last.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _begun.Clear();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Tools of work that does not end in time are removed by whoever opens the run next.
        StopAsync().Wait(_signal.IsCancellationRequested ? EndAfterSignal : EndOtherwise);
        _stop?.Dispose();
    }

    // What the work reads is made, or is being made early: such work goes on one after the other.
    private bool AreMade(Step step, IEarlyWork work, Step next) => run.Plan.Steps.TakeWhile(other => other != step).Where(maker => work.Reads(step, maker))
        .All(maker => maker != next && (_begun.ContainsKey(maker.Id) || run.History.Status(maker.Id) == StepStatus.Done));

    private bool IsDue(Step? after, int turn) => after is not null && run.Plan.Steps.IndexOf(after) < turn;

    private void Begin(Step step, IEarlyWork work, CancellationToken cancellationToken)
    {
        _signal = cancellationToken;
        _stop ??= CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wasInDoubt = run.History.Status(step.Id) == StepStatus.InDoubt;
        run.Journal.Append(new JournalEntry.StepStarted(step.Id));
        var turn = new Turn(services.Observer);
        _last = DoAsync(_last, step, work, run.ContextFor(step, turn), wasInDoubt, _stop.Token);
        _begun[step.Id] = new Begun(_last, turn);
    }

    private async Task<StepOutcome?> DoAsync(Task<StepOutcome?> before, Step step, IEarlyWork work, StepContext context, bool wasInDoubt, CancellationToken cancellationToken)
    {
        await before.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        return wasInDoubt && await run.HandlerOf(step).ProbeAsync(step, context, cancellationToken) is { IsDone: true } probe
            ? new StepOutcome.Done(probe.Summary)
            : await work.BeginAsync(step, context, cancellationToken);
    }

    private sealed record Begun(Task<StepOutcome?> Work, Turn Turn);
}

/// <summary>Keeps what a step says before its turn, so that the lines of two steps do not mix: progress is dropped, lines of the log wait.</summary>
internal sealed class Turn(IRunObserver observer) : IRunObserver
{
    private readonly Lock _gate = new();
    private readonly List<RunEvent> _kept = [];
    private bool _hasCome;

    /// <summary>Tells what was kept; from now on everything is told at once.</summary>
    public void Come()
    {
        lock (_gate)
        {
            _hasCome = true;
            foreach (var kept in _kept)
                observer.On(kept);

            _kept.Clear();
        }
    }

    /// <inheritdoc />
    public void On(RunEvent runEvent)
    {
        lock (_gate)
        {
            if (_hasCome)
                observer.On(runEvent);
            else if (runEvent is not RunEvent.StepProgressed)
                _kept.Add(runEvent);
        }
    }
}
