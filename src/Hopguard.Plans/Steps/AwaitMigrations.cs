using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Waits for the application's migrations.</summary>
[StepKind("await-migrations", "Waits, by reading the database, until every migration of the target version is applied.")]
public sealed record AwaitMigrations : Step
{
    /// <summary>The service that migrates.</summary>
    [Key("service", "service that migrates", Refers = Reference.Service)]
    public required Name Service { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new AwaitsMigrations(Service)];
}
