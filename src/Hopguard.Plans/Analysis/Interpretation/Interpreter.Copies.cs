using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

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
        return Keep(state, copy).With(copy.Store, current => current with { LatestCopy = current.HasData ? copy.As : current.LatestCopy }) with
        {
            Copies = state.Copies.SetItem(copy.As, taken with { Parts = taken.Parts.SetItem(copy.Store, PartOf(store, state, step, copy.IsGiven)) }),
        };
    }

    private CopyPart PartOf(StoreState store, State state, Step step, bool isGiven) => new(store.Epoch, RunningWriter(state, store.Store), isGiven ? null : store.EmptiedBy ?? (store.IsNew ? step : null))
    {
        IsGiven = isGiven,
        IsOriginal = !isGiven && store.HasData && store.IsOriginal,
        PostgreSqlMajor = store.PostgreSqlMajor,
        Schema = store.Schema,
    };

    private static State Keep(State state, TakesCopy copy)
    {
        if (copy.In is not { } keeper)
            return state;

        var kept = state.CopiesKeptIn.TryGetValue(keeper, out var others) ? others : [];
        // The parts of one copy come one after another.
        return kept.LastOrDefault() == copy.As ? state : state with { CopiesKeptIn = state.CopiesKeptIn.SetItem(keeper, kept.Add(copy.As)) };
    }

    // A copy goes with the volume that keeps it, and every copy goes only once.
    private static State LoseCopies(State state, Step step, string store)
    {
        if (!state.CopiesKeptIn.TryGetValue(store, out var kept))
            return state;

        state = state with { CopiesKeptIn = state.CopiesKeptIn.Remove(store) };
        foreach (var copy in kept.Select(name => state.Copies[name]))
        {
            state = state with { Copies = state.Copies.SetItem(copy.Name, copy with { GoneWith = step }) };
            foreach (var held in copy.Parts.Keys)
                state = state.With(held, current => Forget(current, state.Copies));
        }

        return state;
    }

    private static StoreState Forget(StoreState store, ImmutableDictionary<string, CopyState> copies) => store with
    {
        VerifiedCopies = WithoutGone(store.VerifiedCopies, copies),
        VerifiedOriginals = WithoutGone(store.VerifiedOriginals, copies),
    };

    private static ImmutableStack<string> WithoutGone(ImmutableStack<string> names, ImmutableDictionary<string, CopyState> copies)
    {
        while (!names.IsEmpty && copies[names.Peek()].GoneWith is not null)
            names = names.Pop();

        return names;
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
            foreach (var (store, part) in copy.Parts.Select(pair => (pair.Key, pair.Value)))
                state = state.With(store, current => Trust(current, copy, part, state.Copies));
        }

        return state.Trials.TryGetValue(verifies.By, out var trial)
            ? state with { Trials = state.Trials.SetItem(trial.Name, trial with { VerifiedBy = step }) }
            : state;
    }

    // What was copied after the data was taken away, or is gone, is no copy of the data however well it was verified.
    private static StoreState Trust(StoreState store, CopyState copy, CopyPart part, ImmutableDictionary<string, CopyState> copies)
    {
        if (part.OfEmptyStore is not null || copy.GoneWith is not null)
            return store;

        var verified = Push(store.VerifiedCopies, copy.Name, part.Epoch, store.Store, copies);
        return part.IsOriginal
            ? store with { VerifiedCopies = verified, VerifiedOriginals = Push(store.VerifiedOriginals, copy.Name, part.Epoch, store.Store, copies) }
            : store with { VerifiedCopies = verified };
    }

    private static ImmutableStack<string> Push(ImmutableStack<string> names, string name, int epoch, Store store, ImmutableDictionary<string, CopyState> copies) =>
        names.IsEmpty || copies[names.Peek()].Parts[store.Name].Epoch <= epoch ? names.Push(name) : names;

    // A copy that was taken of the store since it was filled equals it, whatever is missing in both.
    private static bool IsTakenBefore(Step? filled, State state, Name copy) => filled is null || (state.Copies.TryGetValue(copy, out var against) && against.TakenBy.Place.Start < filled.Place.Start);
}
