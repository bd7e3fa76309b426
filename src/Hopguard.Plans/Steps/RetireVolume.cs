using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Puts a store's data aside.</summary>
[StepKind("retire-volume", "Moves a store's data aside into a volume of another name; nothing is deleted, the store's own volume is empty afterwards.")]
public sealed record RetireVolume : Step
{
    /// <summary>The store emptied.</summary>
    [Key("store", "store whose volume is retired", Refers = Reference.Store)]
    public required Name Store { get; init; }

    /// <summary>The verified copy that covers the data, checked again right before.</summary>
    [Key("covered-by", "verified copy that covers the data", Refers = Reference.Copy)]
    public required Name CoveredBy { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new RetiresStore(Store, CoveredBy)];
}
