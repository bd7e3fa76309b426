using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>What is true of an application whatever the hop: <c>plans/&lt;name&gt;/application.yaml</c>.</summary>
public sealed record Application
{
    /// <summary>The name in plans and targets, in lower case: <c>notes</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where <see cref="Name"/> is written.</summary>
    public SourcePlace NamePlace { get; init; }

    /// <summary>The name for people: <c>Notes</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What its deployments run on.</summary>
    public DeploymentKind Deployment { get; init; }

    /// <summary>The compose files of a plain deployment, in the order in which compose merges them.</summary>
    public required ImmutableArray<string> ComposeFiles { get; init; }

    /// <summary>Compose files that are meant for development machines and belong into no command on a deployment.</summary>
    public ImmutableArray<string> DevelopmentFiles { get; init; } = [];

    /// <summary>The variable by which the compose files let an operator choose another image tag; null when there is none.</summary>
    public string? VersionVariable { get; init; }

    /// <summary>How its versions are written and compared.</summary>
    public VersionScheme Versions { get; init; } = VersionScheme.Default;

    /// <summary>How the installed version is read from what runs, up to the release that says otherwise.</summary>
    public required VersionProbe Version { get; init; }

    /// <summary>Where the application records its applied migrations.</summary>
    public required MigrationTable Migrations { get; init; }

    /// <summary>Services by name, of every release.</summary>
    public required ImmutableDictionary<string, Service> Services { get; init; }

    /// <summary>Stores by name.</summary>
    public required ImmutableDictionary<string, Store> Stores { get; init; }

    /// <summary>Releases that a hop can start from or lead to, oldest first.</summary>
    public required ImmutableArray<Release> Releases { get; init; }

    /// <summary>Files in its folder <c>compose</c> that no release names.</summary>
    public ImmutableArray<string> UnnamedComposeFiles { get; init; } = [];

    /// <summary>What findings about it and its plans weigh, where that was decided otherwise.</summary>
    public SeverityOverrides Severities { get; init; } = SeverityOverrides.None;

    /// <summary>The file this was read from.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The store that holds the data of another from the version on that no longer has that: the one it names, else the only one of its kind that its service begins to have with that
    /// version. Null where none does.
    /// </summary>
    public Store? SuccessorOf(Store store)
    {
        if (store.ReplacedBy is { } named)
            return Stores.TryGetValue(named, out var found) ? found : null;

        var candidates = store.Until is null ? [] : Stores.Values.Where(other => other.Since == store.Until && other.Kind == store.Kind && other.Service == store.Service).Take(2).ToList();
        return candidates.Count == 1 ? candidates[0] : null;
    }

    /// <summary>
    /// The application as a deployment of a release has it: its stores are what they are there, and those that it does not have yet what they are in the release that a hop leads to.
    /// The same where its stores are always the same.
    /// </summary>
    /// <param name="from">The release that is deployed; null where none is known, and every store is what it is at last.</param>
    /// <param name="to">The release that a hop leads to; null for none.</param>
    public Application As(Release? from, Release? to)
    {
        var last = Releases.IsEmpty ? null : Releases[Releases.Length - 1];
        var (here, there) = (from ?? last, to ?? last);
        return here is null || there is null || last!.Stores.IsEmpty ? this : this with { Stores = Stores.ToImmutableDictionary(pair => pair.Key, pair => In(pair.Value, pair.Value.IsIn(here.Version) ? here : there), StringComparer.Ordinal) };
    }

    /// <summary>A store as a release has it; null where it does not have it, or where the application has none of that name.</summary>
    public Store? StoreIn(string name, Release release) => Stores.TryGetValue(name, out var store) && store.IsIn(release.Version) ? In(store, release) : null;

    private static Store In(Store store, Release release) => release.Stores.TryGetValue(store.Name, out var change) ? change.Of(store) : store;

    /// <summary>How a version is read from what runs; of one that the file does not know, as of most.</summary>
    public VersionProbe ProbeOf(ReleaseVersion? version) => (version is null ? null : FindRelease(version)?.Probe) ?? Version;

    /// <summary>Every way in which some version of it is read, each once.</summary>
    public IEnumerable<VersionProbe> Probes => Releases.Select(release => release.Probe).OfType<VersionProbe>().Prepend(Version).Distinct();

    /// <summary>What a service is called in a release, where an earlier or a later one gave it another name.</summary>
    /// <param name="service">A name that it has in some release.</param>
    /// <param name="release">The release; null where it is not known which.</param>
    public string ServiceIn(string service, Release? release)
    {
        if (release is null || release.Services.Contains(service))
            return service;

        var name = Releases.Where(later => later.Version > release.Version).Reverse()
            .Aggregate(service, (name, later) => later.Renames.FirstOrDefault(rename => rename.Value.Text == name).Key ?? name);
        if (release.Services.Contains(name))
            return name;

        name = Releases.TakeWhile(earlier => earlier.Version <= release.Version)
            .Aggregate(service, (name, earlier) => earlier.Renames.TryGetValue(name, out var renamed) ? renamed.Text : name);
        return release.Services.Contains(name) ? name : service;
    }

    /// <summary>The release of that version, or null when the application's file does not know it.</summary>
    public Release? FindRelease(ReleaseVersion version) => Releases.FirstOrDefault(release => release.Version.Equals(version));

    /// <summary>Whether a text, written or read from what runs, is that version.</summary>
    public bool IsVersion(ReleaseVersion version, string text) => Versions.TryObserve(text, out var other) && other.Equals(version);

    /// <summary>The release of a version that is written somewhere; null when that is none of this application's, or its file does not know it.</summary>
    public Release? FindRelease(string text) => Versions.TryRead(text, out var version) ? FindRelease(version) : null;
}
