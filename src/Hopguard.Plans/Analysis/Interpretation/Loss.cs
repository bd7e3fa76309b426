using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>
/// A step that takes a store's data away, and the copy that is to make up for it: the one the step names, else the best there is. What several rules ask about it
/// is found out here once.
/// </summary>
/// <param name="Store">The store, as it is before the step.</param>
/// <param name="Place">Where the step names it, else the step.</param>
/// <param name="How">What happens to it.</param>
/// <param name="Named">The copy that the step names; null when it names none.</param>
/// <param name="Cover">The copy that counts; null when no copy holds the store.</param>
internal sealed record Loss(StoreState Store, SourcePlace Place, Removal How, Name? Named, CopyState? Cover)
{
    public bool IsVerified => Cover?.VerifiedBy is not null;

    public bool IsFresh => Cover is not null && Cover.IsFresh(Store);

    public bool IsCovered => IsVerified && IsFresh;

    /// <summary><c>Store 'database' is removed</c>, as the beginning of a sentence.</summary>
    public Message Subject => How switch
    {
        Removal.Retired => new($"Store '{Store.Store.Name}' is retired", $"ストア '{Store.Store.Name}' が退避されます"),
        Removal.Removed => new($"Store '{Store.Store.Name}' is removed", $"ストア '{Store.Store.Name}' が削除されます"),
        Removal.Cleared => new($"Store '{Store.Store.Name}' is destroyed by a command", $"ストア '{Store.Store.Name}' がコマンドによって破棄されます"),
        Removal.Overwritten => new($"Store '{Store.Store.Name}' is overwritten", $"ストア '{Store.Store.Name}' が上書きされます"),
        _ => throw new InvalidOperationException($"No word is known for the removal '{How}'"),
    };

    /// <summary>Whether a copy was taken and went with the volume that kept it: that is a finding of its own.</summary>
    public bool IsCoverGone => Cover is null && Store.LatestCopy is not null;

    /// <summary>Whether the step names a copy that does not hold the store, though another does.</summary>
    public bool NamesAnotherCopy => Named is not null && Cover is not null && Cover.Name != Named.Text;

    /// <summary>The losses that an effect brings about, as far as anything that matters goes.</summary>
    public static IEnumerable<Loss> Of(Transition at, ApplicationFacts facts) => TakenAway.By(at.Effect, at.Before, facts)
        .Select(taken => Of(at, taken))
        .Where(loss => loss is not null)
        .Select(loss => loss!);

    private static Loss? Of(Transition at, TakenAway taken)
    {
        if (!at.Before.Stores.TryGetValue(taken.Store, out var store) || store.Store.Disposable || !store.HasData)
            return null;

        var named = (at.Effect as RetiresStore)?.CoveredBy;
        return new Loss(store, taken.Named?.Place ?? at.Step.Place, taken.How, named, CoverOf(at.Before, store, named));
    }

    private static CopyState? CoverOf(State state, StoreState store, Name? named)
    {
        if (named is not null && state.Copies.TryGetValue(named, out var copy) && copy.GoneWith is null && copy.Parts.ContainsKey(store.Store.Name))
            return copy;

        return state.BestCopyOf(store);
    }
}
