using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Dumps a PostgreSQL cluster.</summary>
[StepKind("dump-database", "Dumps globals and every database of a cluster to files with a hash each, and records the fingerprint of what was dumped.")]
public sealed record DumpDatabase : Step
{
    /// <summary>The store dumped.</summary>
    [Key("store", "PostgreSQL store to dump", Refers = Reference.Store, StoreKinds = new[] { StoreKind.PostgreSql })]
    public required Name Store { get; init; }

    /// <summary>The copy's name.</summary>
    [Key("as", "name of the copy", Refers = Reference.New)]
    public required Name As { get; init; }

    /// <summary>Parallel jobs of <c>pg_dump</c>.</summary>
    [Key("jobs", "parallel jobs of pg_dump", Minimum = 1, Maximum = 64)]
    public int Jobs { get; init; } = 2;

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new TakesCopy(Store, As)];
}
