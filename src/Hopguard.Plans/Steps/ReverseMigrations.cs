using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Lets the application take its migrations back.</summary>
[StepKind("reverse-migrations", "Lets the application take its own migrations back, as a vendor's procedure says.", Literal = true, Instead = "promote-volume")]
public sealed record ReverseMigrations : Step
{
    /// <summary>The store that is migrated back.</summary>
    [Key("store", "store that is migrated back", Refers = Reference.Store, StoreKinds = new[] { StoreKind.PostgreSql })]
    public required Name Store { get; init; }

    /// <summary>The component of the application.</summary>
    [Key("component", "component of the application, as in 'migrations' of a release", Form = ValueForm.Name)]
    public required Name Component { get; init; }

    /// <summary>The migration that is the newest afterwards.</summary>
    [Key("to", "migration that is the newest afterwards", Form = ValueForm.Name)]
    public required Name To { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new ReversesMigrations(Store, Component, To)];
}
