using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Runs a line of shell on the host.</summary>
[StepKind("run-shell", "Runs a line of shell on the host, as a vendor's procedure says.", Literal = true, Instead = "run-command")]
public sealed record RunShell : Step
{
    /// <summary>The line.</summary>
    [Key("command", "the line of shell")]
    public required Name Command { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new RunsShell(Command)];
}
