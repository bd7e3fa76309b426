using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Starts services.</summary>
[StepKind("start-services", "Starts services and waits until they run and databases answer over TCP and stay up.")]
public sealed record StartServices : Step
{
    /// <summary>Services started; empty for all.</summary>
    [Key("only", "services to start; all when left out", Refers = Reference.Service)]
    public ImmutableArray<Name> Only { get; init; } = [];

    /// <summary>The compose files given to the command; empty for those of the plan.</summary>
    [Key("files", "compose files that a vendor's procedure gives to the command", Form = ValueForm.RelativePath, Literal = true)]
    public ImmutableArray<Name> Files { get; init; } = [];

    /// <summary>The compose project named in the command; null for the one that runs.</summary>
    [Key("project", "compose project that a vendor's procedure names; by default the one that runs", Form = ValueForm.Name, Literal = true)]
    public Name? Project { get; init; }

    /// <summary>Whether every question is answered with yes.</summary>
    [Key("assume-yes", "whether every question is answered with yes, as a vendor's procedure says", Literal = true)]
    public bool AssumeYes { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new StartsServices(Only) { Files = Files, Project = Project, AssumeYes = AssumeYes }];
}
