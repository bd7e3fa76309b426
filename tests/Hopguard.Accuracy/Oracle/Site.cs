using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <summary>What the application's file says, put the way the reference interpreter asks for it. Shares nothing with the product's analysis.</summary>
public sealed class Site
{
    private readonly Release? _before;
    private readonly Release? _after;

    /// <summary>A deployment of the version from which a plan starts.</summary>
    public Site(Application application, Plan plan)
    {
        Application = application;
        Plan = plan;
        _before = plan.From is null ? null : application.FindRelease(plan.From);
        _after = plan.To is null ? null : application.FindRelease(plan.To);
        Stores = [.. application.Stores.Values.Where(store => store.IsIn(plan.From)).OrderBy(store => store.Name, StringComparer.Ordinal)];
        Precious = [.. Stores.Where(store => !store.Disposable)];
        All = [.. application.Stores.Values.OrderBy(store => store.Name, StringComparer.Ordinal)];
        Writers = application.Stores.Values.ToImmutableDictionary(
            store => store.Name,
            store => application.Services.Values
                .Where(service => service.Writes.Contains(store.Name) && !Serves(service.Name, store))
                .Select(service => service.Name)
                .Order(StringComparer.Ordinal)
                .ToImmutableArray());
    }

    /// <summary>The application.</summary>
    public Application Application { get; }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>Whether the plan changes the version.</summary>
    public bool IsHop => Plan.To is not null;

    /// <summary>Stores of any version.</summary>
    public ImmutableArray<Store> All { get; }

    /// <summary>Stores of the version before.</summary>
    public ImmutableArray<Store> Stores { get; }

    /// <summary>Those among them whose loss matters.</summary>
    public ImmutableArray<Store> Precious { get; }

    /// <summary>Services that change what a store holds, by store. A server alone changes nothing.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Writers { get; }

    /// <summary>Whether a service is the server of a store.</summary>
    public static bool Serves(string service, Store store) => store.Kind != StoreKind.Volume && store.Service == service;

    /// <summary>Whether a service has files of a store open.</summary>
    public bool Uses(string service, Store store) => Serves(service, store) || Writers[store.Name].Contains(service);

    /// <summary>The services of a version.</summary>
    public IEnumerable<string> ServicesOf(Generation generation) => ReleaseOf(generation)?.Services ?? Application.Services.Keys;

    /// <summary>The PostgreSQL major of a version's images; null where no release says.</summary>
    public int? MajorOf(Generation generation) => ReleaseOf(generation)?.PostgreSqlMajor;

    /// <summary>Whether a version still has a store.</summary>
    public bool Has(Store store, Generation generation) => store.IsIn(generation == Generation.After ? Plan.To : Plan.From);

    /// <summary>Every transfer of data that the plan makes.</summary>
    public ImmutableHashSet<string> Transfers() => [.. Plan.Steps.SelectMany(TransfersOf)];

    /// <summary>A transfer's name.</summary>
    public static string Transfer(Step step, string store) => $"{step.Id}/{store}";

    private Release? ReleaseOf(Generation generation) => generation == Generation.After ? _after : _before;

    private IEnumerable<string> TransfersOf(Step step) => step switch
    {
        DumpDatabase dump => [Transfer(step, dump.Store)],
        BackUpVolumes backup => backup.Stores.Select(store => Transfer(step, store)),
        RestoreDatabase or PromoteVolume or RestoreInPlace => Application.Stores.Keys.Select(store => Transfer(step, store)),
        _ => [],
    };
}
