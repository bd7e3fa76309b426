using System.Collections.Immutable;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <content>Copies and trials.</content>
internal sealed partial class Interpreter
{
    private State TakeCopy(State state, Step step, TakesCopy copy)
    {
        if (!state.Stores.TryGetValue(copy.Store, out var store))
            return state;

        var taken = state.Copies.TryGetValue(copy.As, out var begun) && ReferenceEquals(begun.TakenBy, step)
            ? begun
            : new CopyState(copy.As, step, ImmutableDictionary<string, CopyPart>.Empty) { KeptIn = copy.In?.Text };
        var part = new CopyPart(store.Epoch, RunningWriter(state, copy.Store), store.EmptiedBy);
        return state.With(copy.Store, current => current with { LatestCopy = copy.As }) with
        {
            Copies = state.Copies.SetItem(copy.As, taken with { Parts = taken.Parts.SetItem(copy.Store, part) }),
            HasCopiesInStores = state.HasCopiesInStores || copy.In is not null,
        };
    }

    private State Restore(State state, Step step, RestoresCopy restore)
    {
        if (!state.Copies.TryGetValue(restore.Copy, out var copy) || copy.Parts.IsEmpty)
            return state;

        var part = copy.Parts.First();
        var trial = new TrialState(restore.Into, copy.Name, part.Key, part.Value.Epoch, restore.PostgreSqlMajor ?? (_to ?? _from)?.PostgreSqlMajor, step);
        return state with { Trials = state.Trials.SetItem(restore.Into, trial) };
    }

    private static State VerifyCopy(State state, Step step, VerifiesCopy verifies)
    {
        if (state.Copies.TryGetValue(verifies.Copy, out var copy))
        {
            state = state with { Copies = state.Copies.SetItem(copy.Name, copy with { VerifiedBy = step }) };
            foreach (var store in copy.Parts.Keys)
                state = state.With(store, current => current with { LatestVerifiedCopy = copy.Name });
        }

        return state.Trials.TryGetValue(verifies.By, out var trial)
            ? state with { Trials = state.Trials.SetItem(trial.Name, trial with { VerifiedBy = step }) }
            : state;
    }
}
