using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Runs a command inside a running service.</summary>
[StepKind("run-command", "Runs a command inside a running service, such as a clean-up that a release asks for.")]
public sealed record RunCommand : Step
{
    /// <summary>The service.</summary>
    [Key("service", "running service in which the command runs", Refers = Reference.Service)]
    public required Name Service { get; init; }

    /// <summary>The program and its arguments, without a shell.</summary>
    [Key("command", "program and its arguments, as a list; no shell is in between")]
    public required ImmutableArray<Name> Command { get; init; }

    /// <summary>What the command does to stores; null where the plan does not say, which counts as the worst that it could do unless it is known to do none.</summary>
    [Key("does", "what the command does to stores; left out, it counts as writing to and destroying every store that it can reach, unless it is known to leave them alone")]
    public StoreUse? Does { get; init; }

    /// <summary>Whether the command gets a terminal.</summary>
    [Key("terminal", "whether the command gets a terminal, as a vendor's procedure says", Literal = true)]
    public bool Terminal { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new RunsCommand(Service, Command, Does), .. Does?.Effects ?? []];
}
