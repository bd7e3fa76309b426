using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Waits for a fixed time.</summary>
[StepKind("wait", "Waits for a fixed time, as a vendor's procedure says, whatever the state is.", Literal = true, Instead = "await-migrations")]
public sealed record Wait : Step
{
    /// <summary>The time, in seconds.</summary>
    [Key("seconds", "time to wait, in seconds", Minimum = 1, Maximum = 86_400)]
    public required int Seconds { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new WaitsFixedTime()];
}
