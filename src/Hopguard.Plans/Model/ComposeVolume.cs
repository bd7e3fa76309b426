using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>A named volume of a compose file.</summary>
public sealed record ComposeVolume
{
    /// <summary>Its name inside the file.</summary>
    public required Name Name { get; init; }

    /// <summary>Its name on the engine where the file fixes it; null where the project's name goes before it.</summary>
    public Name? FixedName { get; init; }

    /// <summary>The driver; null for the engine's own.</summary>
    public Name? Driver { get; init; }

    /// <summary>Options of the driver.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether it was made by somebody else and compose never makes it.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Everything that has to stay the same for compose to go on using the volume that exists, as one text.</summary>
    public string Identity =>
        string.Join(", ", new[] { FixedName is null ? null : $"name {FixedName}", $"driver {Driver?.Text ?? "local"}", IsExternal ? "external" : null }
            .Where(part => part is not null)
            .Concat(Options.Select(option => $"{option.Key}={option.Value}")));

    /// <summary>What both say together, where the other is of the later file.</summary>
    public ComposeVolume With(ComposeVolume later) => this with
    {
        FixedName = later.FixedName ?? FixedName,
        Driver = later.Driver ?? Driver,
        Options = Options.SetItems(later.Options),
        IsExternal = later.IsExternal || IsExternal,
    };

    /// <summary>The volume without what one of its keys says.</summary>
    internal ComposeVolume Without(string key) => key switch
    {
        "name" => this with { FixedName = null },
        "driver" => this with { Driver = null },
        "driver_opts" => this with { Options = Options.Clear() },
        "external" => this with { IsExternal = false, FixedName = null },
        _ => this,
    };
}
