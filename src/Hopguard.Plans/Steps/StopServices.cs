using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Stops writers and proves them stopped.</summary>
[StepKind("stop-services", "Stops services of the running version, keeps them stopped across a reboot, and proves that no writer is left.")]
public sealed record StopServices : Step
{
    /// <summary>Services left running; everything else stops.</summary>
    [Key("all-but", "services left running; everything else stops", Refers = Reference.Service)]
    public ImmutableArray<Name> AllBut { get; init; } = [];

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new StopsServices(AllBut)];
}
