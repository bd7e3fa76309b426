using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Makes every image of the target version present on the engine.</summary>
[StepKind("pull-images", "Finds, pulls or (--images=build) builds every image of the target version and records the digests of both versions.")]
public sealed record PullImages : Step
{
    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new PullsImages()];
}
