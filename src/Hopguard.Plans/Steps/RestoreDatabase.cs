using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Restores a dump side by side, into a fresh volume on a server of its own.</summary>
[StepKind("restore-database", "Restores a dump side by side into a fresh volume on a server of the target's major, stopping at the first error.")]
public sealed record RestoreDatabase : Step
{
    /// <summary>The dump restored.</summary>
    [Key("copy", "dump to restore", Refers = Reference.Copy, StoreKinds = new[] { StoreKind.PostgreSql })]
    public required Name Copy { get; init; }

    /// <summary>The trial's name.</summary>
    [Key("into", "name of the trial", Refers = Reference.New, Makes = Reference.Trial)]
    public required Name Into { get; init; }

    /// <summary>The trial server's major; null for that of the version the plan leads to.</summary>
    [Key("postgresql", "major of the trial server; by default that of the version the plan leads to", Minimum = 8, Maximum = 99)]
    public int? PostgreSql { get; init; }

    /// <summary>Parallel jobs of <c>pg_restore</c>.</summary>
    [Key("jobs", "parallel jobs of pg_restore", Minimum = 1, Maximum = 64)]
    public int Jobs { get; init; } = 2;

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new RestoresCopy(Copy, Into, PostgreSql)];
}
