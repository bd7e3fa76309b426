using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Removes the old version's containers; volumes stay.</summary>
[StepKind("compose-down", "Removes the running version's containers and network with its own compose files; volumes stay.")]
public sealed record ComposeDown : Step
{
    /// <summary>The compose files given to the command; empty for those of the plan.</summary>
    [Key("files", "compose files that a vendor's procedure gives to the command", Form = ValueForm.RelativePath, Literal = true)]
    public ImmutableArray<Name> Files { get; init; } = [];

    /// <summary>Whether the volumes go too.</summary>
    [Key("volumes", "whether the volumes are deleted too, as a vendor's procedure says", Literal = true)]
    public bool Volumes { get; init; }

    /// <summary>The compose project named in the command; null for the one that runs.</summary>
    [Key("project", "compose project that a vendor's procedure names; by default the one that runs", Form = ValueForm.Name, Literal = true)]
    public Name? Project { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new TakesDown { Files = Files, Volumes = Volumes, Project = Project }];
}
