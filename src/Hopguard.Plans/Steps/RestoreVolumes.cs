using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Brings volumes back from their archives.</summary>
[StepKind("restore-volumes", "Unpacks archives into fresh volumes, compares these with their manifests, and only then puts the present data aside and moves the restored data into its place.")]
public sealed record RestoreVolumes : Step
{
    /// <summary>The archive.</summary>
    [Key("copy", "verified archive to restore", Refers = Reference.Copy, StoreKinds = new[] { StoreKind.Volume, StoreKind.Redis, StoreKind.Opaque })]
    public required Name Copy { get; init; }

    /// <summary>The stores restored.</summary>
    [Key("stores", "stores whose data is replaced", Refers = Reference.Store, StoreKinds = new[] { StoreKind.Volume, StoreKind.Redis, StoreKind.Opaque })]
    public required ImmutableArray<Name> Stores { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => Stores.SelectMany(store => new Effect[]
    {
        new RetiresStore(store, Copy),
        new RestoresInPlace(Copy, store, EmptyFirst: false, StopOnError: true),
        new VerifiesStore(store, Copy),
    });
}
