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
        _before = plan.SourceIn(application);
        _after = plan.TargetIn(application);
        Application = application = application.As(_before, _after);
        Plan = plan;
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

    /// <summary>The application, its stores being what they are in the version before.</summary>
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

    /// <summary>Whether a service runs, in a version that has a store.</summary>
    public bool RunsOn(World world, string service, Store store) => world.Running.TryGetValue(service, out var generation) && Has(store, generation);

    /// <summary>Whether a service has files of a store open.</summary>
    public bool Uses(string service, Store store) => Serves(service, store) || Writers[store.Name].Contains(service);

    /// <summary>The services of a version.</summary>
    public IEnumerable<string> ServicesOf(Generation generation) => ReleaseOf(generation)?.Services ?? Application.Services.Keys;

    /// <summary>The PostgreSQL major of a version's images; null where no release says.</summary>
    public int? MajorOf(Generation generation) => ReleaseOf(generation)?.PostgreSqlMajor;

    /// <summary>The version whose tree a step fetches: that of the plan's target, unless the archive names the one before.</summary>
    public Generation GenerationOf(FetchSource fetch) =>
        IsHop && !(fetch.Archive.Text.Contains($"{Plan.From}", StringComparison.Ordinal) && !fetch.Archive.Text.Contains($"{Plan.To}", StringComparison.Ordinal)) ? Generation.After : Generation.Before;

    /// <summary>The version that a step puts in place by a tag: the plan's target where the tag says so. Null for a step that leaves the application's version as it is.</summary>
    public Generation? BroughtBy(Step step)
    {
        if (Plan.Base is { } change)
            return TagOfServer(step, Application.Stores[change.Store]) is { } tag ? tag.Split('-', '.')[0] == $"{change.To.PostgreSqlMajor}" ? Generation.After : Generation.Before : null;

        var text = step switch
        {
            CheckoutTag checkout => checkout.Tag.Text,
            SetImageTag images when images.Services.Any(service => Application.Probes.Any(probe => probe.Service == service.Text)) => images.Tag.Text,
            SetSetting setting when setting.Setting.Text == Application.VersionVariable => setting.Value.Text,
            _ => null,
        };
        return text is null ? null : IsHop && text.Contains($"{Plan.To}", StringComparison.Ordinal) ? Generation.After : Generation.Before;
    }

    /// <summary>Whether a version still has a store.</summary>
    public bool Has(Store store, Generation generation) => store.IsIn(generation == Generation.After ? Plan.To : Plan.From);

    /// <summary>Every transfer of data that the plan makes.</summary>
    public ImmutableHashSet<string> Transfers() => [.. Plan.Steps.SelectMany(TransfersOf)];

    /// <summary>The store that has another's data in a version: itself, or what replaces it there; null where neither is in that version.</summary>
    public Store? In(Store store, Generation generation) => Has(store, generation) ? store : Application.SuccessorOf(store) is { } successor && Has(successor, generation) ? successor : null;

    /// <summary>The store that a command of a version gets at by a name: that one, or the one in its place in that version.</summary>
    public string Here(string store, Generation generation)
    {
        var declared = Application.Stores[store];
        return (In(declared, generation) ?? All.FirstOrDefault(other => Application.SuccessorOf(other)?.Name == store && Has(other, generation)) ?? declared).Name;
    }

    /// <summary>The store whose data goes into a store where a copy or a trial holds that of others: itself, or the one that it replaces.</summary>
    public string SourceOf(string store, IEnumerable<string> held) =>
        held.Contains(store) ? store : All.FirstOrDefault(other => Application.SuccessorOf(other)?.Name == store && held.Contains(other.Name))?.Name ?? store;

    /// <summary>Everything that a command or a line of shell which declares nothing may do to one store: empty it; where it matters also write to it, or delete some of it.</summary>
    public IEnumerable<Harm> Harms() =>
        from command in Plan.Steps
        where command is RunCommand { Does: null } or RunShell { Does: null }
        from store in All
        from kind in store.Disposable ? [HarmKind.Empties] : new[] { HarmKind.Empties, HarmKind.Deletes, HarmKind.Writes }
        select new Harm(command.Id, store.Name, kind);

    /// <summary>Whether a command inside a service of a version gets at a store: any that it may, unless compose files say what its containers mount.</summary>
    public bool Reaches(string service, string store, Generation generation)
    {
        var releases = ReleaseOf(generation) is { } release ? [release] : Application.Releases.Where(candidate => candidate.Services.Contains(service)).ToList();
        if (releases.Count == 0 || releases.Exists(candidate => candidate.Compose?.Services.ContainsKey(service) != true))
            return true;

        var mounts = releases.SelectMany(candidate => candidate.ComposeFacts).SelectMany(file => file.Content?.Services.GetValueOrDefault(service)?.Mounts ?? []).ToList();
        var found = Application.Stores[store];
        return found.Service == service
            || Application.Services[service].Writes.Contains(store)
            || mounts.Exists(mount => mount.Target.EndsWith("/docker.sock", StringComparison.Ordinal) || (!mount.IsReadOnly && mount.Volume is not null && mount.Volume == found.Volume)
                || (!mount.IsReadOnly && mount.HostPath is { } path && releases.Exists(candidate => FolderOf(found, candidate) is { } folder && IsOneInTheOther(path, folder))));
    }

    private static string? TagOfServer(Step step, Store store) => step switch
    {
        SetImageTag images when images.Services.Any(service => service.Text == store.Service) => images.Tag.Text,
        SetSetting setting when setting.Setting.Text == store.VersionVariable => setting.Value.Text,
        _ => null,
    };

    private static string? FolderOf(Store store, Release release) => store.Mount is null ? null
        : release.Compose?.Services.GetValueOrDefault(store.Service)?.Mounts.FirstOrDefault(mount => mount.Target == store.Mount)?.HostPath;

    private static bool IsOneInTheOther(string one, string other) => one is "." or "/" || (one + "/").StartsWith(other + "/", StringComparison.Ordinal) || (other + "/").StartsWith(one + "/", StringComparison.Ordinal);

    /// <summary>A transfer's name.</summary>
    public static string Transfer(Step step, string store) => $"{step.Id}/{store}";

    /// <summary>What the application's file says of a version; null where it does not know it.</summary>
    public Release? ReleaseOf(Generation generation) => generation == Generation.After ? _after : _before;

    private IEnumerable<string> TransfersOf(Step step) => step switch
    {
        DumpDatabase dump => [Transfer(step, dump.Store)],
        BackUpVolumes backup => backup.Stores.Select(store => Transfer(step, store)),
        UseBackup use => use.Stores.Select(store => Transfer(step, store)),
        RestoreVolumes restore => restore.Stores.Select(store => Transfer(step, store)),
        RestoreDatabase or PromoteVolume or RestoreInPlace => Application.Stores.Keys.Select(store => Transfer(step, store)),
        StopServices or ComposeDown or StartServices or SwitchSource or SetImageTag or SetSetting or CheckoutTag or VerifyCopy or RetireVolume or RemoveVolume or DiscardTrial or VerifyStore or AwaitMigrations or VerifyVersion => [],
        RunCommand or Accept or DeleteRetired or FetchSource or CheckTarget or CheckSpace or PullImages or Prune or TagImage or SetVariable or RunShell or Wait => [],
        _ => throw new NotSupportedException($"The reference interpreter does not know what a step of kind '{StepKind.Of(step).Name}' transfers"),
    };
}
