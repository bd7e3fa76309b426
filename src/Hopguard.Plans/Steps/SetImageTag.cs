using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Writes another tag behind the image of services in the deployment's compose files, and leaves everything else in them as it is.</summary>
[StepKind("set-image-tag", "Writes another image tag for services into the deployment's compose files; every other line, comment and line end stays, and a rollback writes the old tag back.")]
public sealed record SetImageTag : Step
{
    /// <summary>The services, all with the same tag.</summary>
    [Key("services", "services whose image gets the tag", Refers = Reference.Service)]
    public required ImmutableArray<Name> Services { get; init; }

    /// <summary>The tag, with its digest where there is one.</summary>
    [Key("tag", "tag that the images get; with a digest where it shall be pinned: 1.3.0@sha256:…", Form = ValueForm.ImageTag)]
    public required Name Tag { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new SetsImageTag(Services, Tag)];
}
