using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads <c>stores</c> of a release: which come with it, which go, and what becomes of the others.</summary>
internal sealed class StoreChangeReader(NameCheck names, FindingSink findings)
{
    /// <summary>What the file says; nothing where it says nothing.</summary>
    public StoreChanges Read(MapReader reader, Message owner)
    {
        var stores = reader.Map("stores", required: false);
        var replace = stores.Map("replace", required: false);
        var change = stores.Map("change", required: false);
        var read = new StoreChanges
        {
            Add = Stores(stores, "add", owner),
            Remove = Stores(stores, "remove", owner),
            Replace = [.. replace.Entries.Select(entry => (names.Store(new Name(entry.Key.Text, entry.Key.Place), owner), names.Store(replace.RequireName(entry.Key.Text, ValueForm.Name), owner)))],
            Change = [.. change.Entries.Select(entry => (names.Store(new Name(entry.Key.Text, entry.Key.Place), owner), ReadChange(entry, owner)))],
        };
        stores.RefuseOthers();
        return read;
    }

    private ImmutableArray<Name> Stores(MapReader reader, string key, Message owner) => [.. reader.FindNames(key, ValueForm.Name).Select(store => names.Store(store, owner))];

    private StoreChange ReadChange(Entry entry, Message owner)
    {
        var reader = new MapReader(entry.Value, entry.Key.Place, MapReader.Key, entry.Key.Text, findings);
        var change = new StoreChange
        {
            Service = reader.FindName("service", ValueForm.Name) is { } service ? names.Service(service, owner) : null,
            Volume = reader.FindName("volume", ValueForm.Name),
            Mount = reader.FindName("mount", ValueForm.AbsolutePath),
            Disposable = reader.Find("disposable") is null ? null : reader.FindFlag("disposable"),
            Place = entry.Key.Place,
        };
        reader.RefuseOthers();
        return change;
    }
}

/// <summary>What one release says of stores.</summary>
internal sealed record StoreChanges
{
    /// <summary>Those that come.</summary>
    public ImmutableArray<Name> Add { get; init; } = [];

    /// <summary>Those that go, and whose data goes nowhere.</summary>
    public ImmutableArray<Name> Remove { get; init; } = [];

    /// <summary>Those whose place another takes: the old one and the new one.</summary>
    public ImmutableArray<(Name Old, Name New)> Replace { get; init; } = [];

    /// <summary>Those that are something else from this release on.</summary>
    public ImmutableArray<(Name Store, StoreChange Change)> Change { get; init; } = [];
}
