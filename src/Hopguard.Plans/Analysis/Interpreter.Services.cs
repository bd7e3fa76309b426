using Hopguard.Plans.Model;
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

        var stores = state.Stores;
        // Not over its values: those come from an iterator, and this is done for every step.
        foreach (var pair in state.Stores)
        {
            var (store, written) = (pair.Value, pair.Value);
            foreach (var writer in facts.WritersOf(store.Store.Name))
            {
                if (state.Running.TryGetValue(writer, out var running))
                    written = Written(written, number, writer, running);
            }

            stores = ReferenceEquals(written, store) ? stores : stores.SetItem(store.Store.Name, written);
        }

        return ReferenceEquals(stores, state.Stores) ? state : state with { Stores = stores };
    }

    private StoreState Written(StoreState store, int number, string writer, RunningService running)
    {
        // In an empty store a client begins anew: what it creates is nothing that anybody has to bring back.
        if (!store.HasData)
            return store with { FilledBy = store.FilledBy ?? running.StartedBy };

        // One copy of the record for each writer: this is done for every step.
        var isFirst = store.Epoch != number;
        var isTarget = IsTarget(running);
        return store with
        {
            Epoch = number,
            LastWriter = isFirst ? writer : store.LastWriter,
            LastWriterStartedBy = isFirst ? running.StartedBy : store.LastWriterStartedBy,
            Schema = Newer(store.Schema, running.Release),
            ChangedByTarget = isTarget ? store.ChangedByTarget ?? running.StartedBy : store.ChangedByTarget,
            SourceEpoch = isTarget ? store.SourceEpoch : number,
            // Where the version does not change, what a service goes on writing into becomes the store; in a hop the way back would move it out again.
            IsReplaced = store.IsReplaced && (isTarget || plan.To is not null),
        };
    }

    private static Release? Newer(Release? one, Release? other) => one is null || (other is not null && other.Version > one.Version) ? other : one;

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
        foreach (var store in state.Stores.Values.Where(store => store is { HasData: true, ChangedByTarget: null }))
        {
            if (facts.WritersOf(store.Store.Name).Any(started.Contains))
                state = state.With(store.Store.Name, current => current with { ChangedByTarget = step });
        }

        return state;
    }

    private IEnumerable<string> Started(StartsServices starts, State state) =>
        starts.Only.IsEmpty ? facts.ServicesOf(state.Deployed) : starts.Only.Select(name => name.Text);
}
