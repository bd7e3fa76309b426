using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Compares free space with real sizes, before anything is stopped.</summary>
[StepKind("check-space", "Checks free space for copies and for the trial database, from the real sizes of databases and volumes.")]
public sealed record CheckSpace : Step
{
    /// <summary>Free space wanted where copies are kept, as a multiple of what is copied.</summary>
    [Key("backup", "free space wanted where copies are kept, as a multiple of the size of what is copied", Minimum = 0.1, Maximum = 100)]
    public double Backup { get; init; } = 1.2;

    /// <summary>Free space wanted where volumes live, as a multiple of the databases.</summary>
    [Key("database", "free space wanted where volumes live, as a multiple of the size of the databases", Minimum = 0.1, Maximum = 100)]
    public double Database { get; init; } = 2.0;

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new ChecksSpace()];
}
