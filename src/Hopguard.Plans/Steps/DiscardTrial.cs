using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Removes a trial that has served its purpose.</summary>
[StepKind("discard-trial", "Removes a trial server and its volume, which only ever held a restored copy.")]
public sealed record DiscardTrial : Step
{
    /// <summary>The trial.</summary>
    [Key("trial", "trial to remove", Refers = Reference.Trial)]
    public required Name Trial { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new DiscardsTrial(Trial)];
}
