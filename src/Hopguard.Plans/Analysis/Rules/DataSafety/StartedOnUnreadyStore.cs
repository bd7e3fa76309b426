using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.StartedOnUnreadyStore" />
public sealed class StartedOnUnreadyStore : EffectRule<StartsServices>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.StartedOnUnreadyStore;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace)
    {
        var started = at.After.Running.Keys.Where(service => !at.Before.Running.ContainsKey(service)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        // Data that was lost outright has its finding already: starting anew is all that is left to do.
        foreach (var store in at.Before.Stores.Values.Where(store => !store.Store.Disposable && !store.IsLost).OrderBy(store => store.Store.Name, StringComparer.Ordinal))
        {
            var users = started.Intersect(trace.Facts.UsersOf(store.Store), StringComparer.Ordinal).ToList();
            var finding = store.HasData ? Unverified(users, store, effect, at, trace) : Empty(users, store, effect, at);
            if (finding is not null)
                yield return finding;
        }
    }

    private Finding? Empty(List<string> users, StoreState store, StartsServices effect, Transition at) => users.Count == 0
        ? null
        : At(
            PlaceOf(users[0], effect, at),
            $"Service '{users[0]}' starts while store '{store.Store.Name}' is empty and would begin anew in it; promote a verified trial first",
            new RelatedPlace(store.EmptiedBy!.Place, "its data is taken away here"));

    private Finding? Unverified(List<string> users, StoreState store, StartsServices effect, Transition at, Trace trace)
    {
        var writer = users.Find(service => !trace.Facts.Serves(service, store.Store));
        return writer is null || store.UnverifiedSince is null
            ? null
            : At(
                PlaceOf(writer, effect, at),
                $"Service '{writer}' starts while store '{store.Store.Name}' has not been compared since its promotion; add 'verify-store' before this step",
                new RelatedPlace(store.UnverifiedSince.Place, "it is promoted here"));
    }

    private static SourcePlace PlaceOf(string service, StartsServices effect, Transition at) =>
        effect.Only.FirstOrDefault(name => name.Text == service)?.Place ?? at.Step.Place;
}
