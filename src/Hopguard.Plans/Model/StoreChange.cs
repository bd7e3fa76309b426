using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>What a store is from a release on, where that is not what the application's file says of it at first; null where it is.</summary>
public sealed record StoreChange
{
    /// <summary>The service that serves it.</summary>
    public Name? Service { get; init; }

    /// <summary>The volume that holds it.</summary>
    public Name? Volume { get; init; }

    /// <summary>Where its service mounts the folder that holds it.</summary>
    public Name? Mount { get; init; }

    /// <summary>Whether losing it costs nothing that matters.</summary>
    public bool? Disposable { get; init; }

    /// <summary>Where it is written last.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>What it is once a later release changes it again.</summary>
    public StoreChange With(StoreChange later) => new()
    {
        Service = later.Service ?? Service,
        Volume = later.Volume ?? Volume,
        Mount = later.Mount ?? Mount,
        Disposable = later.Disposable ?? Disposable,
        Place = later.Place,
    };

    /// <summary>The store with these changes.</summary>
    public Store Of(Store store) => store with
    {
        Service = Service?.Text ?? store.Service,
        Volume = Volume?.Text ?? store.Volume,
        Mount = Mount?.Text ?? store.Mount,
        Disposable = Disposable ?? store.Disposable,
    };
}
