using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <content>What the stores' own volumes hold.</content>
internal sealed partial class Interpreter
{
    private State TakeAway(State state, Step step, Effect effect)
    {
        var before = state;
        foreach (var taken in TakenAway.By(effect, before, facts))
            state = LoseCopies(Empty(state, step, taken, (effect as RetiresStore)?.CoveredBy.Text), step, taken.Store);

        return effect is PrunesEngine { Volumes: true } ? LoseRetired(state) : state;
    }

    private static State Empty(State state, Step step, TakenAway taken, string? coveredBy)
    {
        var emptied = state.With(taken.Store, store => store with
        {
            EmptiedBy = step,
            CoveredBy = coveredBy,
            IsLost = store.IsLost || (store.HasData && store.LatestCopy is null),
            Retired = taken.How == Removal.Retired && store.HasData ? new RetiredState(step, store.Epoch, IsOriginal(store)) : store.Retired,
            UnverifiedSince = null,
        });
        return emptied with { Touched = state.Touched ?? step };
    }

    private static bool IsOriginal(StoreState store) => !store.IsReplaced && store.ChangedByTarget is null;

    // A copy goes with the volume that keeps it.
    private static State LoseCopies(State state, Step step, string store)
    {
        if (!state.HasCopiesInStores)
            return state;

        foreach (var copy in state.Copies.Values.Where(copy => copy.KeptIn == store && copy.GoneWith is null))
            state = state with { Copies = state.Copies.SetItem(copy.Name, copy with { GoneWith = step }) };

        return state;
    }

    // A volume put aside is used by nobody, so it is the first to go.
    private static State LoseRetired(State state)
    {
        foreach (var store in state.Stores.Values.Where(store => store.Retired is not null))
            state = state.With(store.Store.Name, current => current with { Retired = null });

        return state;
    }

    private State RestoreInPlace(State state, Step step, RestoresInPlace restores)
    {
        if (!state.Copies.TryGetValue(restores.Copy, out var copy) || !copy.Parts.ContainsKey(restores.To))
            return state;

        return state.With(restores.To, store => store with
        {
            EmptiedBy = null,
            IsReplaced = true,
            UnverifiedSince = step,
            PostgreSqlMajor = store.Store.Kind == StoreKind.PostgreSql ? state.Deployed?.PostgreSqlMajor : null,
        });
    }

    private static State Promote(State state, Step step, PromotesTrial promotes)
    {
        // Promotion into another store than the trial's own is reported and changes nothing.
        if (!state.Trials.TryGetValue(promotes.Trial, out var trial) || trial.Store != promotes.To.Text)
            return state;

        var promoted = state.With(promotes.To, store => store with
        {
            PostgreSqlMajor = trial.PostgreSqlMajor,
            EmptiedBy = null,
            IsReplaced = true,
            UnverifiedSince = step,
        });
        return promoted with { Trials = state.Trials.Remove(trial.Name) };
    }
}
