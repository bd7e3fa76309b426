using Hopguard.Plans.Analysis;

namespace Hopguard.Plans.Steps;

/// <summary>Removes the old version's containers; volumes stay.</summary>
[StepKind("compose-down", "Removes the running version's containers and network with its own compose files; volumes stay.")]
public sealed record ComposeDown : Step
{
    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new TakesDown()];
}
