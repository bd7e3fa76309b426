using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>Stores whose own volume loses its data by an effect, each with the word for it: what the interpreter carries out and what rules judge.</summary>
/// <param name="Store">The store.</param>
/// <param name="How">What happens to it.</param>
/// <param name="Named">Where the step names it; null when it is hit without being named.</param>
internal sealed record TakenAway(string Store, Removal How, Name? Named)
{
    /// <summary>All stores that an effect takes away, named or not.</summary>
    /// <exception cref="UnknownEffectException">The effect is none that is listed here.</exception>
    public static IEnumerable<TakenAway> By(Effect effect, State before, ApplicationFacts facts) => effect switch
    {
        RetiresStore retires => [new TakenAway(retires.Store, Removal.Retired, retires.Store)],
        DestroysStore destroys => [new TakenAway(destroys.Store, Removal.Removed, destroys.Store)],
        ClearsStore clears => [new TakenAway(clears.Store, Removal.Cleared, clears.Store)],
        RestoresInPlace restores => [new TakenAway(restores.To, Removal.Overwritten, restores.To)],
        TakesDown { Volumes: true } => Removed(InVolumes(before, facts)),
        RunsShell shell when ShellMeaning.DeletesProject(shell.Command) => Removed(InVolumes(before, facts)),
        _ when ClearsUnused(effect) => Removed(InVolumes(before, facts).Where(store => !facts.UsersOf(store.Store).Any(user => before.RunsOn(user, store.Store) is not null))),
        TakesDown or RunsShell or PrunesEngine => [],
        StopsServices or StartsServices or SwitchesSource or SetsImageTag or WritesSetting or ChecksOutTag or SetsVariable or FetchesSource or PullsImages or TagsImage => [],
        TakesCopy or RestoresCopy or VerifiesCopy or PromotesTrial or DiscardsTrial or DeletesRetired => [],
        ChecksTarget or ChecksSpace or VerifiesStore or VerifiesVersion or AwaitsMigrations or WaitsFixedTime or Accepts => [],
        // The data stays where it is, changed: that has rules of its own.
        RunsCommand or NeedsStore or WritesStore or ReversesMigrations => [],
        _ => throw new UnknownEffectException(effect, nameof(TakenAway)),
    };

    /// <summary>Whether an effect deletes every volume that nothing uses at the moment.</summary>
    public static bool ClearsUnused(Effect effect) =>
        effect is PrunesEngine { Volumes: true } || (effect is RunsShell shell && ShellMeaning.DeletesUnused(shell.Command));

    private static IEnumerable<TakenAway> Removed(IEnumerable<StoreState> stores) =>
        stores.Select(store => new TakenAway(store.Store.Name, Removal.Removed, null));

    private static IEnumerable<StoreState> InVolumes(State state, ApplicationFacts facts) => facts.StoresIn(state).Where(store => store.Store.Volume is not null);
}

/// <summary>How a store's own volume loses its data.</summary>
internal enum Removal
{
    /// <summary>It moves aside under another name.</summary>
    Retired,

    /// <summary>It is deleted.</summary>
    Removed,

    /// <summary>A command leaves nothing of it.</summary>
    Cleared,

    /// <summary>A copy is put in its place.</summary>
    Overwritten,
}
