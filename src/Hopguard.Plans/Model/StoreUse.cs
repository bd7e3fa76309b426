using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>
/// What a command or a line of shell does to the stores of its application, as a plan declares it: the analysis cannot read programs, so this is all that it knows of
/// one. It counts as much as what a typed step does.
/// </summary>
public sealed record StoreUse
{
    /// <summary>The word for a command that uses no store at all.</summary>
    public const string Nothing = "nothing";

    /// <summary>The keys of a declaration.</summary>
    public static ImmutableArray<StepKey> Keys { get; } = StepKey.Of(typeof(StoreUse));

    /// <summary>Stores whose data it needs.</summary>
    [Key("reads", "stores whose data the command needs", Refers = Reference.Store)]
    public ImmutableArray<Name> Reads { get; init; } = [];

    /// <summary>Stores that it changes; what it finds there, it needs.</summary>
    [Key("writes", "stores that the command changes", Refers = Reference.Store)]
    public ImmutableArray<Name> Writes { get; init; } = [];

    /// <summary>Stores whose data is gone behind it.</summary>
    [Key("destroys", "stores whose data is gone when the command has ended", Refers = Reference.Store)]
    public ImmutableArray<Name> Destroys { get; init; } = [];

    /// <summary>What is declared, in the vocabulary of the rules. What is written is needed as well as what is read, and a store is asked for once.</summary>
    public IEnumerable<Effect> Effects =>
    [
        .. Reads.Concat(Writes).GroupBy(store => store.Text, StringComparer.Ordinal).Select(store => new NeedsStore(store.First())),
        .. Writes.Select(store => new WritesStore(store)),
        .. Destroys.Select(store => new ClearsStore(store)),
    ];

    /// <summary>The declaration in flow style: <c>{ reads: [database], writes: [media] }</c>.</summary>
    public override string ToString()
    {
        var named = Keys.Select(key => (key.Name, Stores: (ImmutableArray<Name>)key.Property.GetValue(this))).Where(key => !key.Stores.IsEmpty).ToList();
        return named.Count == 0 ? Nothing : $"{{ {string.Join(", ", named.Select(key => $"{key.Name}: [{string.Join(", ", key.Stores)}]"))} }}";
    }
}
