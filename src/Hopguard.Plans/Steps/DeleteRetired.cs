using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Deletes what was retired.</summary>
[StepKind("delete-retired", "Deletes what was retired, only after acceptance and only if asked for (--delete-retired).")]
public sealed record DeleteRetired : Step
{
    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new DeletesRetired()];
}
