using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Runs a line of shell on the host.</summary>
[StepKind("run-shell", "Runs a line of shell on the host, as a vendor's procedure says.", Literal = true, Instead = "run-command")]
public sealed record RunShell : Step
{
    /// <summary>The line.</summary>
    [Key("command", "the line of shell")]
    public required Name Command { get; init; }

    /// <summary>What the line does to stores; null where the plan does not say, which counts as the worst unless every command of it is known to leave them alone.</summary>
    [Key("does", "what the line does to stores; left out, it counts as writing to and destroying every store and copy, unless it holds only commands that are known to leave them alone")]
    public StoreUse? Does { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new RunsShell(Command, Does), .. Does?.Effects ?? []];
}
