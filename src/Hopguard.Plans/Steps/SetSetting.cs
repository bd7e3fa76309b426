using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Writes the value of one setting into the deployment's <c>.env</c>, and leaves everything else in it as it is.</summary>
[StepKind("set-setting", "Writes one setting into the deployment's '.env'; every other line, comment and line end stays, and a rollback writes the old value back.")]
public sealed record SetSetting : Step
{
    /// <summary>The setting.</summary>
    [Key("name", "setting that is written", Form = ValueForm.Variable)]
    public required Name Setting { get; init; }

    /// <summary>Its value.</summary>
    [Key("value", "value that it gets, as it shall stand behind the '='", Form = ValueForm.SettingValue)]
    public required Name Value { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new WritesSetting(Setting, Value)];
}
