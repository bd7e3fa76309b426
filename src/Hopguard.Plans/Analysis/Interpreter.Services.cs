using System.Collections.Immutable;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <content>What runs, and what it writes.</content>
internal sealed partial class Interpreter
{
    private ImmutableArray<Writers> _writers = [];
    private ImmutableDictionary<string, RunningService> _writersAmong = ImmutableDictionary<string, RunningService>.Empty;

    /// <summary>Between two steps anything may be written by whatever runs: a copy taken earlier is then behind.</summary>
    private State LetWritersWrite(State state, int number)
    {
        var stores = state.Stores;
        foreach (var writers in WritersAmong(state))
        {
            if (stores.TryGetValue(writers.Store, out var store))
                stores = stores.SetItem(writers.Store, writers.Write(store, number, isHop: plan.To is not null));
        }

        return ReferenceEquals(stores, state.Stores) ? state : state with { Stores = stores };
    }

    // Asked before every step, and most steps neither stop nor start anything.
    private ImmutableArray<Writers> WritersAmong(State state)
    {
        if (!ReferenceEquals(_writersAmong, state.Running))
        {
            _writers = [.. facts.Stores.Select(store => Writers.Of(store.Name, facts.WritersOf(store.Name), state, IsTarget)).OfType<Writers>()];
            _writersAmong = state.Running;
        }

        return _writers;
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
        var started = Started(starts, state).Where(service => !state.Running.ContainsKey(service)).Distinct(StringComparer.Ordinal).ToList();
        var running = new RunningService(step, state.Deployed);
        state = state with { Running = state.Running.AddRange(started.Select(service => new KeyValuePair<string, RunningService>(service, running))) };
        return IsTarget(running) ? Loose(state, step, started) : state;
    }

    // A writer writes as soon as it runs: a failure right behind the step that starts it finds the store changed.
    private State Loose(State state, Step step, List<string> started)
    {
        foreach (var store in facts.StoresIn(state))
        {
            if (store is { HasData: true, ChangedByTarget: null } && facts.WritersOf(store.Store.Name).Any(started.Contains))
                state = state.With(store.Store.Name, current => current with { ChangedByTarget = step });
        }

        return state;
    }

    private IEnumerable<string> Started(StartsServices starts, State state) =>
        starts.Only.IsEmpty ? facts.ServicesOf(state.Deployed) : starts.Only.Select(name => name.Text);
}
