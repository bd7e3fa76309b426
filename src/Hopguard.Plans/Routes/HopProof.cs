using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Crashes;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Routes;

/// <summary>
/// Where the data of the version before is at every moment of a hop, as the analysis follows it: what a rollback from there would bring back. Whoever approves a hop sees by it that no moment is without
/// a place that holds it.
/// </summary>
public static class HopProof
{
    private static readonly Message Nowhere = new("nothing", "なし");

    /// <summary>The steps after which other places hold the data than before, each with the stores of which that is so and their places, up to the step that closes the way back.</summary>
    /// <param name="application">The application.</param>
    /// <param name="hop">A hop of a route.</param>
    public static ImmutableArray<HeldStores> Of(Application application, Plan hop)
    {
        var trace = Interpreter.Run(new ApplicationFacts(application), hop);
        var held = PlacesIn(trace.Begin);
        var proof = ImmutableArray.CreateBuilder<HeldStores>();
        foreach (var transition in trace.Transitions)
        {
            if (transition.After.Accepted is not null)
                break;

            var now = PlacesIn(transition.After);
            ImmutableArray<HeldStore> changed = [.. now.Where(pair => !held.TryGetValue(pair.Key, out var before) || before != pair.Value).Select(pair => new HeldStore(pair.Key, pair.Value)).OrderBy(store => store.Store, StringComparer.Ordinal)];
            if (!changed.IsEmpty)
                proof.Add(new HeldStores(transition.Step, changed));
            held = now;
        }

        return proof.ToImmutable();
    }

    // What may be lost has no place to look after.
    private static Dictionary<string, Message> PlacesIn(State state) =>
        state.Stores.Values.Where(store => !store.Store.Disposable && !store.IsNew).ToDictionary(store => store.Store.Name, store => PlacesOf(store, state), StringComparer.Ordinal);

    private static Message PlacesOf(StoreState store, State state)
    {
        var places = WayBack.Of(store, state);
        Message?[] told =
        [
            places.HasFlag(Holding.OwnVolume) ? new("its own place", "元の場所") : null,
            places.HasFlag(Holding.PutAside) ? new("what was put aside", "退避先") : null,
            places.HasFlag(Holding.Copy) ? Copy(store.VerifiedOriginals.Peek()) : null,
        ];
        var known = told.OfType<Message>().ToList();
        return known.Count == 0 ? Nowhere : new(string.Join(" and ", known.Select(place => place.English)), string.Join("と", known.Select(place => place.Japanese)));
    }

    private static Message Copy(string name) => new($"the verified copy '{name}'", $"検証済みのコピー '{name}'");
}

/// <summary>Stores whose data other places hold than before.</summary>
/// <param name="After">The step after which that is so.</param>
/// <param name="Stores">The stores, by name.</param>
public sealed record HeldStores(Step After, ImmutableArray<HeldStore> Stores)
{
    /// <summary>One sentence without a full stop.</summary>
    public Message Sentence => new(
        $"After '{After.Id}' {string.Join(", ", Stores.Select(store => $"'{store.Store}' is in {store.Places.English}"))}",
        $"'{After.Id}' の後: {string.Join("、", Stores.Select(store => $"'{store.Store}' は{store.Places.Japanese}"))}");
}

/// <summary>A store and the places that hold its data.</summary>
/// <param name="Store">The store.</param>
/// <param name="Places">The places, in words.</param>
public sealed record HeldStore(string Store, Message Places);
