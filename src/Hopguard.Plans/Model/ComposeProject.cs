using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>What compose files say, as far as rules need it: of one file, or of several merged in the order in which compose merges them.</summary>
public sealed record ComposeProject
{
    /// <summary>The top-level <c>name</c>, which decides how volumes are called; null where the folder decides.</summary>
    public Name? Name { get; init; }

    /// <summary>Services by name.</summary>
    public ImmutableDictionary<string, ComposeService> Services { get; init; } = ImmutableDictionary<string, ComposeService>.Empty;

    /// <summary>Named volumes by their name inside the files.</summary>
    public ImmutableDictionary<string, ComposeVolume> Volumes { get; init; } = ImmutableDictionary<string, ComposeVolume>.Empty;

    /// <summary>Variables without which compose refuses the files (<c>${NAME:?message}</c>), each where it stands first.</summary>
    public ImmutableDictionary<string, Name> RequiredVariables { get; init; } = ImmutableDictionary<string, Name>.Empty;

    /// <summary>Variables in what services mount and in how volumes are called: with other values, other data.</summary>
    public ImmutableHashSet<string> MountVariables { get; init; } = [];

    /// <summary>Variables whose values a database reads only when it is made.</summary>
    public ImmutableHashSet<string> NewDatabaseVariables { get; init; } = [];

    /// <summary>What these files take back of those before them; it changes nothing where there are none.</summary>
    internal ImmutableArray<ComposePath> Replaced { get; init; } = [];

    /// <summary>The services, by name.</summary>
    public IEnumerable<ComposeService> InOrder => Services.Values.OrderBy(service => service.Name.Text, StringComparer.Ordinal);

    /// <summary>What both say together, where the other is the later file.</summary>
    public ComposeProject With(ComposeProject later)
    {
        var kept = later.Replaced.Aggregate(this, (project, path) => project.Without(path));
        return new()
        {
            Name = later.Name ?? kept.Name,
            Services = Merged(kept.Services, later.Services, (first, second) => first.With(second)),
            Volumes = Merged(kept.Volumes, later.Volumes, (first, second) => first.With(second)),
            RequiredVariables = Merged(RequiredVariables, later.RequiredVariables, (first, _) => first),
            MountVariables = MountVariables.Union(later.MountVariables),
            NewDatabaseVariables = NewDatabaseVariables.Union(later.NewDatabaseVariables),
            Replaced = Replaced.AddRange(later.Replaced),
        };
    }

    private ComposeProject Without(ComposePath path) => path switch
    {
        { Top: "name" } => this with { Name = null },
        { Top: "services", Owner: null } => this with { Services = Services.Clear() },
        { Top: "services", Key: null } => this with { Services = Services.Remove(path.Owner) },
        { Top: "services" } => Services.TryGetValue(path.Owner!, out var service) ? this with { Services = Services.SetItem(path.Owner!, service.Without(path)) } : this,
        { Owner: null } => this with { Volumes = Volumes.Clear() },
        { Key: null } => this with { Volumes = Volumes.Remove(path.Owner) },
        _ => Volumes.TryGetValue(path.Owner, out var volume) ? this with { Volumes = Volumes.SetItem(path.Owner, volume.Without(path.Key)) } : this,
    };

    private static ImmutableDictionary<string, T> Merged<T>(ImmutableDictionary<string, T> first, ImmutableDictionary<string, T> second, Func<T, T, T> merge) =>
        first.SetItems(second.Select(pair => new KeyValuePair<string, T>(pair.Key, first.TryGetValue(pair.Key, out var earlier) ? merge(earlier, pair.Value) : pair.Value)));
}
