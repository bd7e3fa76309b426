using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Exports a variable of the shell.</summary>
[StepKind("set-variable", "Exports a variable in the shell that runs a vendor's procedure; it is gone with that shell.", Literal = true)]
public sealed record SetVariable : Step
{
    /// <summary>The variable.</summary>
    [Key("name", "variable that is exported", Form = ValueForm.Name)]
    public required Name Variable { get; init; }

    /// <summary>Its value; null where the variable is removed.</summary>
    [Key("value", "value that it gets; without one the variable is removed")]
    public Name? Value { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new SetsVariable(Variable, Value)];
}
