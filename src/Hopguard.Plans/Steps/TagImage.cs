using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Gives an image another name.</summary>
[StepKind("tag-image", "Gives an image another name, as a vendor's procedure says.", Literal = true)]
public sealed record TagImage : Step
{
    /// <summary>The image.</summary>
    [Key("image", "image that gets another name")]
    public required Name Image { get; init; }

    /// <summary>The name it gets.</summary>
    [Key("as", "name that it gets")]
    public required Name As { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new TagsImage(Image, As)];
}
