using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Puts the fetched source tree in the place of the deployed one and keeps the old.</summary>
[StepKind("switch-source", "Puts the fetched source tree in the deployment's place, keeping the old tree under another name.")]
public sealed record SwitchSource : Step
{
    /// <summary>The tree: a fetched one, or one that an earlier step kept.</summary>
    [Key("to", "source tree to switch to", Refers = Reference.Source)]
    public required Name To { get; init; }

    /// <summary>The old tree's new folder name, beside the deployment.</summary>
    [Key("keep-as", "folder name, beside the deployment, under which the old tree is kept", Refers = Reference.New, Makes = Reference.Source)]
    public required Name KeepAs { get; init; }

    /// <summary>Whether the compose project is named by the folder from then on.</summary>
    [Key("project-by-folder", "whether the folder's name decides the compose project, as in a vendor's procedure", Literal = true)]
    public bool ProjectByFolder { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new SwitchesSource(To, KeepAs) { ProjectByFolder = ProjectByFolder }];
}
