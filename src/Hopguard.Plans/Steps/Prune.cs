using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Clears the engine of what nothing uses at the moment.</summary>
[StepKind("prune", "Removes unused images, volumes or everything unused from the engine, as a vendor's procedure says.", Literal = true, Instead = "delete-retired")]
public sealed record Prune : Step
{
    /// <summary>What is removed: <c>images</c>, <c>volumes</c> or <c>everything</c>.</summary>
    [Key("what", "'images', 'volumes' or 'everything'", Form = ValueForm.PruneScope)]
    public required Name What { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new PrunesEngine(What)];
}
