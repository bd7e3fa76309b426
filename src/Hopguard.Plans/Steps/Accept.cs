using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>The operator's word that the new version stays.</summary>
[StepKind("accept", "Waits for the operator's word (--accept) that the new version stays; until then the way back is open.")]
public sealed record Accept : Step
{
    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new Accepts()];
}
