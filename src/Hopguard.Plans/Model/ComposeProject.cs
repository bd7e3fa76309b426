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

    /// <summary>The services, by name.</summary>
    public IEnumerable<ComposeService> InOrder => Services.Values.OrderBy(service => service.Name.Text, StringComparer.Ordinal);

    /// <summary>What both say together, where the other is the later file.</summary>
    public ComposeProject With(ComposeProject later) => new()
    {
        Name = later.Name ?? Name,
        Services = Merged(Services, later.Services, (first, second) => first.With(second)),
        Volumes = Merged(Volumes, later.Volumes, (first, second) => first.With(second)),
        RequiredVariables = Merged(RequiredVariables, later.RequiredVariables, (first, _) => first),
    };

    private static ImmutableDictionary<string, T> Merged<T>(ImmutableDictionary<string, T> first, ImmutableDictionary<string, T> second, Func<T, T, T> merge) =>
        first.SetItems(second.Select(pair => new KeyValuePair<string, T>(pair.Key, first.TryGetValue(pair.Key, out var earlier) ? merge(earlier, pair.Value) : pair.Value)));
}
