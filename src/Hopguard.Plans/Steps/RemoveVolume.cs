using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Deletes a store's volume. Shipped plans retire instead; this kind exists so that procedures written down literally can be judged.</summary>
[StepKind("remove-volume", "Deletes a store's volume for good; 'retire-volume' is the way that can be undone.")]
public sealed record RemoveVolume : Step
{
    /// <summary>The store deleted.</summary>
    [Key("store", "store whose volume is deleted", Refers = Reference.Store)]
    public required Name Store { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new DestroysStore(Store)];
}
