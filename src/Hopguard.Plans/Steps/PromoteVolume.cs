using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Makes a verified trial the store.</summary>
[StepKind("promote-volume", "Stops the trial server and moves its verified data into the store's own volume.")]
public sealed record PromoteVolume : Step
{
    /// <summary>The trial.</summary>
    [Key("trial", "verified trial that becomes the store", Refers = Reference.Trial)]
    public required Name Trial { get; init; }

    /// <summary>The store.</summary>
    [Key("to", "store whose empty volume receives the data", Refers = Reference.Store)]
    public required Name To { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new PromotesTrial(Trial, To)];
}
