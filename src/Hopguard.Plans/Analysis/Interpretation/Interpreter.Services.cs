using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <content>What runs, and what it writes.</content>
internal sealed partial class Interpreter
{
    private ImmutableArray<Writers> _writers = [];
    private ImmutableDictionary<string, RunningService> _writersAmong = ImmutableDictionary<string, RunningService>.Empty;

    /// <summary>Between two steps anything may be written by whatever runs: a copy taken earlier is then behind.</summary>
    private State LetWritersWrite(State state)
    {
        var stores = state.Stores;
        foreach (var writers in WritersAmong(state))
        {
            if (stores.TryGetValue(writers.Store, out var store))
                stores = stores.SetItem(writers.Store, writers.Write(store, _number, isHop: plan.To is not null));
        }

        return ReferenceEquals(stores, state.Stores) ? state : state with { Stores = stores };
    }

    /// <summary>A command writes as its service would, and a line of shell as the version that is deployed, but once: in its own step.</summary>
    private State Write(State state, Step step, WritesStore writes)
    {
        var running = step is RunCommand command && state.Running.TryGetValue(command.Service, out var found) ? found : new RunningService(step, state.Deployed);
        return state.With(writes.Store, store => Writers.Of(writes.Store, step, running, IsTarget(running)).Write(store, _number, isHop: plan.To is not null));
    }

    // A command gets at the stores of the release that it runs in, and a line of shell at those of the source tree in place, whatever they are called in another.
    private Effect Meant(Effect effect, Step step, State state)
    {
        RunningService? running = null;
        if (step is not RunShell && (step is not RunCommand command || !state.Running.TryGetValue(command.Service, out running)))
            return effect;

        var version = (running is null ? state.Deployed : running.Release)?.Version;
        return effect switch
        {
            NeedsStore needs => needs with { Store = In(needs.Store, version) },
            WritesStore writes => writes with { Store = In(writes.Store, version) },
            ClearsStore clears => clears with { Store = In(clears.Store, version) },
            _ => effect,
        };
    }

    private Name In(Name store, ReleaseVersion? version)
    {
        var found = facts.StoreIn(store, version);
        var there = found is null || found.IsIn(version) ? found : facts.PredecessorOf(store);
        return there is null || there.Name == store.Text ? store : store with { Text = there.Name };
    }

    // Asked before every step, and most steps neither stop nor start anything.
    private ImmutableArray<Writers> WritersAmong(State state)
    {
        if (!ReferenceEquals(_writersAmong, state.Running))
        {
            _writers = [.. facts.Stores.Select(store => Writers.Of(store, facts.WritersOf(store.Name), state, IsTarget)).OfType<Writers>()];
            _writersAmong = state.Running;
        }

        return _writers;
    }

    private bool IsTarget(RunningService running) => _to is not null && !ReferenceEquals(_from, _to) && ReferenceEquals(running.Release, _to);

    private string? RunningWriter(State state, Store store) => facts.WritersOf(store.Name).FirstOrDefault(writer => state.RunsOn(writer, store) is not null);

    private static State Stop(State state, Step step, IEnumerable<string> services)
    {
        var running = state.Running.RemoveRange(services.ToList());
        return running.Count == state.Running.Count ? state : state with { Running = running, Stopped = step, Touched = state.Touched ?? step };
    }

    // Compose leaves alone what runs as the files have it, and replaces what another release runs.
    private State Start(State state, Step step, StartsServices starts)
    {
        var started = Started(starts, state).Where(service => !RunsAsDeployed(service, state)).Distinct(StringComparer.Ordinal).ToList();
        var running = new RunningService(step, state.Deployed);
        state = state with { Running = state.Running.SetItems(started.Select(service => new KeyValuePair<string, RunningService>(service, running))) };
        return IsTarget(running) ? Loose(state, step, started) : state;
    }

    // A writer writes as soon as it runs: a failure right behind the step that starts it finds the store changed.
    private State Loose(State state, Step step, List<string> started)
    {
        foreach (var store in facts.StoresIn(state))
        {
            if (store is { HasData: true, ChangedByTarget: null } && store.Store.IsIn(_to!.Version) && facts.WritersOf(store.Store.Name).Any(started.Contains))
                state = state.With(store.Store.Name, current => current with { ChangedByTarget = step });
        }

        return state;
    }

    private static bool RunsAsDeployed(string service, State state) =>
        state.Running.TryGetValue(service, out var running) && ReferenceEquals(running.Release, state.Deployed);

    private IEnumerable<string> Started(StartsServices starts, State state) =>
        starts.Only.IsEmpty ? facts.ServicesOf(state.Deployed) : starts.Only.Select(name => name.Text);
}
