using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.StartedOnUnreadyStore" />
public sealed class StartedOnUnreadyStore : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.StartedOnUnreadyStore;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        // A server that starts alone on an empty store makes a fresh cluster of it: no mistake where a restore into that cluster is what comes next.
        var alone = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var transition in trace.Transitions)
        {
            if (transition.Effect is RestoresInPlace restores && transition.After.Stores.TryGetValue(restores.To, out var restored) && restored.HasData)
                alone.Remove(restores.To);

            if (transition.Effect is not StartsServices starts)
                continue;

            foreach (var finding in Check(starts, transition, trace, alone))
                yield return finding;
        }

        foreach (var finding in alone.Values)
            yield return finding;
    }

    private IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace, Dictionary<string, Finding> alone)
    {
        var started = at.After.Running.Keys.Where(service => !at.Before.Running.ContainsKey(service)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        foreach (var store in trace.Facts.StoresIn(at.Before))
        {
            // Data that was lost outright has its finding already: starting anew is all that is left to do.
            if (store.Store.Disposable || store.IsLost || (store.HasData && store.UnverifiedSince is null))
                continue;

            var users = started.Intersect(trace.Facts.UsersOf(store.Store), StringComparer.Ordinal).ToList();
            var finding = store.HasData ? Unverified(users, store, effect, at, trace) : Empty(users, store, effect, at);
            if (finding is null)
                continue;

            if (!store.HasData && users.TrueForAll(user => trace.Facts.Serves(user, store.Store)))
                alone[store.Store.Name] = finding;
            else
                yield return finding;
        }
    }

    private Finding? Empty(List<string> users, StoreState store, StartsServices effect, Transition at) => users.Count == 0
        ? null
        : At(
            PlaceOf(users[0], effect, at),
            new(
                $"Service '{users[0]}' starts while store '{store.Store.Name}' is empty and would begin anew in it; promote a verified trial first",
                $"ストア '{store.Store.Name}' が空のままサービス '{users[0]}' が起動し、新規に初期化してしまいます。先に検証済みの試験用データベースを昇格させてください"),
            Related.Emptied(store.EmptiedBy!));

    private Finding? Unverified(List<string> users, StoreState store, StartsServices effect, Transition at, Trace trace)
    {
        var writer = users.Find(service => !trace.Facts.Serves(service, store.Store));
        return writer is null || store.UnverifiedSince is null
            ? null
            : At(
                PlaceOf(writer, effect, at),
                new(
                    $"Service '{writer}' starts while store '{store.Store.Name}' has not been compared since it was filled; add 'verify-store' before this step",
                    $"ストア '{store.Store.Name}' は中身を入れてから一度も照合されていませんが、サービス '{writer}' が起動します。このステップの前に 'verify-store' を追加してください"),
                new RelatedPlace(store.UnverifiedSince.Place, new("it is filled here", "中身はここで入れられます")));
    }

    private static SourcePlace PlaceOf(string service, StartsServices effect, Transition at) =>
        effect.Only.FirstOrDefault(name => name.Text == service)?.Place ?? at.Step.Place;
}
