using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Archives volumes.</summary>
[StepKind("back-up-volumes", "Archives volumes with a checksum, owner and mode per file.")]
public sealed record BackUpVolumes : Step
{
    /// <summary>The stores archived.</summary>
    [Key("stores", "stores to archive as files", Refers = Reference.Store, StoreKinds = new[] { StoreKind.Volume, StoreKind.Redis, StoreKind.Opaque })]
    public required ImmutableArray<Name> Stores { get; init; }

    /// <summary>The copy's name.</summary>
    [Key("as", "name of the copy", Refers = Reference.New)]
    public required Name As { get; init; }

    /// <summary>The store whose volume keeps the copy; null for the folder of the run.</summary>
    [Key("in", "store whose volume keeps the copy; by default the folder of the run", Refers = Reference.Store, Literal = true)]
    public Name? In { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => Stores.Select(store => new TakesCopy(store, As) { In = In });
}
