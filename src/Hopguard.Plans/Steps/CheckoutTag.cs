using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Checks out another tag in the git checkout that the deployment runs from.</summary>
[StepKind("checkout-tag", "Checks out another tag in the deployment's own git checkout; files that git does not know stay, and a rollback checks out what was there before.")]
public sealed record CheckoutTag : Step
{
    /// <summary>The tag, which the checkout has already.</summary>
    [Key("tag", "git tag of the new version", Form = ValueForm.RelativePath)]
    public required Name Tag { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new ChecksOutTag(Tag)];
}
