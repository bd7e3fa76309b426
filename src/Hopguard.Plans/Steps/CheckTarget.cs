using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Looks at the target version's compose files before anything is stopped.</summary>
[StepKind("check-target", "Checks that the target's compose files parse with the installed compose, keep project name and volumes, and have every required setting.")]
public sealed record CheckTarget : Step
{
    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new ChecksTarget()];
}
