using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>
/// A step that takes a store's data away, and the copy that is to make up for it: the one the step names, else the best there is. What several rules ask about it
/// is found out here once.
/// </summary>
/// <param name="Store">The store, as it is before the step.</param>
/// <param name="Place">Where the step names it.</param>
/// <param name="Verb">What happens to it: <c>removed</c> or <c>retired</c>.</param>
/// <param name="Named">The copy that the step names; null when it names none.</param>
/// <param name="Cover">The copy that counts; null when no copy holds the store.</param>
internal sealed record Loss(StoreState Store, SourcePlace Place, string Verb, Name? Named, CopyState? Cover)
{
    public bool IsVerified => Cover?.VerifiedBy is not null;

    public bool IsFresh => Cover is not null && Cover.IsFresh(Store);

    public bool IsCovered => IsVerified && IsFresh;

    /// <summary><c>Store 'database' is removed</c>.</summary>
    public string Subject => $"Store '{Store.Store.Name}' is {Verb}";

    /// <summary>The loss that an effect brings about; null when none does, or nothing that matters goes.</summary>
    public static Loss? Of(Transition at) => at.Effect switch
    {
        RetiresStore retires => Of(at.Before, retires.Store, "retired", retires.CoveredBy),
        DestroysStore destroys => Of(at.Before, destroys.Store, "removed", named: null),
        _ => null,
    };

    private static Loss? Of(State state, Name name, string verb, Name? named)
    {
        if (!state.Stores.TryGetValue(name, out var store) || store.Store.Disposable || !store.HasData)
            return null;

        var copies = state.CopiesOf(name)
            .OrderByDescending(copy => copy.Name == named?.Text)
            .ThenByDescending(copy => copy.IsFresh(store) && copy.VerifiedBy is not null)
            .ThenByDescending(copy => copy.VerifiedBy is not null)
            .ThenBy(copy => copy.Name, StringComparer.Ordinal);
        return new Loss(store, name.Place, verb, named, copies.FirstOrDefault());
    }

    /// <summary>Whether the step names a copy that does not hold the store, though another does.</summary>
    public bool NamesAnotherCopy => Named is not null && Cover is not null && Cover.Name != Named.Text;
}
