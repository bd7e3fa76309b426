using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <content>What the stores' own volumes hold.</content>
internal sealed partial class Interpreter
{
    private State TakeAway(State state, Step step, Effect effect)
    {
        var before = state;
        foreach (var taken in TakenAway.By(effect, before, facts))
            state = LoseCopies(Empty(state, step, taken, (effect as RetiresStore)?.CoveredBy.Text), step, taken.Store);

        return TakenAway.ClearsUnused(effect) ? LoseRetired(state) : state;
    }

    private static State Empty(State state, Step step, TakenAway taken, string? coveredBy)
    {
        var emptied = state.With(taken.Store, store => store.HasData ? Empty(store, state, step, taken, coveredBy) : store with { FilledBy = null });
        return emptied with { Touched = state.Touched ?? step };
    }

    private static StoreState Empty(StoreState store, State state, Step step, TakenAway taken, string? coveredBy) => store with
    {
        EmptiedBy = step,
        CoveredBy = coveredBy,
        IsLost = store.IsLost || state.BestCopyOf(store) is null,
        Retired = taken.How == Removal.Retired ? PutAside(store, step) : store.Retired,
        UnverifiedSince = null,
        ChangedByTarget = null,
        IsReplaced = false,
        IsGiven = false,
    };

    // Every retirement has a volume of its own, so what is put aside later does not displace what the version before left.
    private static RetiredState PutAside(StoreState store, Step step) =>
        store.Retired is { IsOriginal: true } first && !store.IsOriginal ? first : new RetiredState(step, store.Epoch, store.IsOriginal);

    // A volume put aside is used by nobody, so it is the first to go.
    private static State LoseRetired(State state)
    {
        foreach (var store in state.Stores.Values.Where(store => store.Retired is not null))
            state = state.With(store.Store.Name, current => current with { Retired = null });

        return state;
    }

    private State RestoreInPlace(State state, Step step, RestoresInPlace restores)
    {
        if (!state.Copies.TryGetValue(restores.Copy, out var copy) || facts.SourceOf(restores.To, copy) is not { } source)
            return state;

        return state.With(restores.To, store => Filled(store, step, copy.Parts[source]) with
        {
            PostgreSqlMajor = store.Store.Kind == StoreKind.PostgreSql ? facts.MajorOfServer(store.Store, state) : null,
        });
    }

    private State Promote(State state, Step step, PromotesTrial promotes)
    {
        // Promotion into another store than the trial's own, or the one that replaces it, is reported and changes nothing.
        if (!state.Trials.TryGetValue(promotes.Trial, out var trial) || facts.SourceOf(promotes.To, state.Copies[trial.Copy]) != trial.Store)
            return state;

        var part = state.Copies[trial.Copy].Parts[trial.Store];
        var promoted = state.With(promotes.To, store => Filled(store, step, part) with { PostgreSqlMajor = trial.PostgreSqlMajor });
        return promoted with { Trials = state.Trials.Remove(trial.Name) };
    }

    private static StoreState Filled(StoreState store, Step step, CopyPart part) =>
        store with { EmptiedBy = null, IsNew = false, FilledBy = null, IsReplaced = true, IsGiven = part.IsGiven, ChangedByTarget = null, UnverifiedSince = step, Schema = part.Schema };

    // Taking migrations back changes the data as much as a new version does, and what schema is left is known to nobody.
    private static State Reverse(State state, Step step, ReversesMigrations reverses) =>
        state.With(reverses.Store, store => store with { ChangedByTarget = store.ChangedByTarget ?? step, Schema = null });
}
