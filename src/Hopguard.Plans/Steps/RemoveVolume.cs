using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Deletes a store's volume.</summary>
[StepKind("remove-volume", "Deletes a store's volume for good; 'retire-volume' is the way that can be undone.", Literal = true, Instead = "retire-volume")]
public sealed record RemoveVolume : Step
{
    /// <summary>The store deleted.</summary>
    [Key("store", "store whose volume is deleted", Refers = Reference.Store)]
    public required Name Store { get; init; }

    /// <summary>The volume's name as the command has it; null where it is looked up from the running container.</summary>
    [Key("volume", "name of the volume as the command has it, with the project's prefix", Form = ValueForm.Name)]
    public Name? Volume { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new DestroysStore(Store)];
}
