using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>What rules ask about an application again and again, computed once.</summary>
public sealed class ApplicationFacts(Application application)
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _writers = application.Stores.Values.ToImmutableDictionary(
        store => store.Name, store => Writers(application, store), StringComparer.Ordinal);

    private readonly ImmutableDictionary<string, Store> _predecessors = application.Stores.Values
        .Select(store => (Store: store, Successor: application.SuccessorOf(store)))
        .Where(pair => pair.Successor is not null)
        .GroupBy(pair => pair.Successor!.Name, StringComparer.Ordinal)
        .ToImmutableDictionary(group => group.Key, group => group.First().Store, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(ImmutableDictionary<string, StoreChange> From, ImmutableDictionary<string, StoreChange> To, string Present), ApplicationFacts> _hops = new();

    /// <summary>What these facts follow from.</summary>
    public Application Application => application;

    /// <summary>The application's plans, where they are at hand: a pair of versions that has a plan of its own is not that of a range.</summary>
    public ImmutableArray<Plan> Plans { get; init; } = [];

    /// <summary>These facts for a hop: its stores are what they are where it starts from.</summary>
    internal ApplicationFacts Of(Plan plan)
    {
        var (from, to) = (plan.SourceIn(application), plan.TargetIn(application));
        if (from is null || to is null)
            return Seen(from, to);

        // The same stores that begin or end between the same releases: thousands of hops have the same few facts.
        var key = (from.Stores, to.Stores, new string([.. Stores.Select(store => store.IsIn(from.Version) ? '1' : '0')]));
        return _hops.GetOrAdd(key, _ => Seen(from, to));
    }

    private ApplicationFacts Seen(Release? from, Release? to) =>
        application.As(from, to) is var seen && ReferenceEquals(seen, application) ? this : new ApplicationFacts(seen) { Plans = Plans };

    /// <summary>The store that a store replaces; null where it replaces none.</summary>
    public Store? PredecessorOf(string store) => _predecessors.TryGetValue(store, out var found) ? found : null;

    /// <summary>The store whose data a copy has for a store: itself, or the one that it replaces; null where the copy has neither.</summary>
    public string? SourceOf(string store, CopyState copy) =>
        copy.Parts.ContainsKey(store) ? store : PredecessorOf(store) is { } replaced && copy.Parts.ContainsKey(replaced.Name) ? replaced.Name : null;

    /// <summary>The store that holds the data of a store in a version: itself, or what has replaced it by then.</summary>
    public Store? StoreIn(string store, ReleaseVersion? version)
    {
        // A chain of replacements leads upwards, so it ends.
        var found = application.Stores.TryGetValue(store, out var declared) ? declared : null;
        while (found is { Until: { } until } && version is not null && version >= until && application.SuccessorOf(found) is { } successor)
            found = successor;

        return found;
    }

    /// <summary>Its stores, by name.</summary>
    public ImmutableArray<Store> Stores { get; } = [.. application.Stores.Values.OrderBy(store => store.Name, StringComparer.Ordinal)];

    /// <summary>Its stores as they are in a state, by name.</summary>
    public IEnumerable<StoreState> StoresIn(State state)
    {
        foreach (var store in Stores)
        {
            if (state.Stores.TryGetValue(store.Name, out var found))
                yield return found;
        }
    }

    /// <summary>Services that may change what a store holds. The server of a database is none: alone, it changes nothing that a dump would see.</summary>
    public ImmutableArray<string> WritersOf(string store) => _writers.TryGetValue(store, out var writers) ? writers : [];

    /// <summary>Services whose processes have a store's files open: its writers and its server.</summary>
    public IEnumerable<string> UsersOf(Store store) => IsServed(store) ? WritersOf(store.Name).Add(store.Service) : WritersOf(store.Name);

    /// <summary>Whether a service is the server of a store, and not a client of it.</summary>
    public bool Serves(string service, Store store) => IsServed(store) && store.Service == service;

    /// <summary>The major of the server that serves a store: of the one that runs, else of the one that would start; null where it is not known.</summary>
    public int? MajorOfServer(Store store, State state) =>
        (state.Running.TryGetValue(store.Service, out var server) ? server.Release : state.Deployed)?.PostgreSqlMajor;

    /// <summary>Services of a release; all that the application knows when the release is not known.</summary>
    public IEnumerable<string> ServicesOf(Release? release) => release is null ? application.Services.Keys : release.Services;

    private static bool IsServed(Store store) => store.Kind != StoreKind.Volume;

    private static ImmutableArray<string> Writers(Application application, Store store) =>
    [
        .. application.Services.Values
            .Where(service => service.Writes.Contains(store.Name) && !(IsServed(store) && service.Name == store.Service))
            .Select(service => service.Name)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];
}
