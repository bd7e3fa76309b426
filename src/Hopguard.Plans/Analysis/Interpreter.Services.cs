using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <content>What runs, and what it writes.</content>
internal sealed partial class Interpreter
{
    /// <summary>Between two steps anything may be written by whatever runs: a copy taken earlier is then behind.</summary>
    private State LetWritersWrite(State state, int number)
    {
        if (state.Running.IsEmpty)
            return state;

        foreach (var store in facts.Application.Stores.Keys)
        {
            if (RunningWriter(state, store) is not { } writer)
                continue;

            var running = state.Running[writer];
            state = state.With(store, current => IsTarget(running)
                ? current with { Epoch = number, LastWriter = writer, ChangedByTarget = current.ChangedByTarget ?? running.StartedBy }
                : current with { Epoch = number, LastWriter = writer, SourceEpoch = number });
        }

        return state;
    }

    private bool IsTarget(RunningService running) => _to is not null && !ReferenceEquals(_from, _to) && ReferenceEquals(running.Release, _to);

    private string? RunningWriter(State state, string store) => facts.WritersOf(store).FirstOrDefault(state.Running.ContainsKey);

    private static State Stop(State state, Step step, IEnumerable<string> services)
    {
        var running = state.Running.RemoveRange(services.ToList());
        return running.Count == state.Running.Count ? state : state with { Running = running, Stopped = step, Touched = state.Touched ?? step };
    }

    private State Start(State state, Step step, StartsServices starts)
    {
        var running = state.Running;
        foreach (var service in Started(starts, state))
            running = running.ContainsKey(service) ? running : running.Add(service, new RunningService(step, state.Deployed));

        return state with { Running = running };
    }

    private IEnumerable<string> Started(StartsServices starts, State state) =>
        starts.Only.IsEmpty ? facts.ServicesOf(state.Deployed) : starts.Only.Select(name => name.Text);
}
