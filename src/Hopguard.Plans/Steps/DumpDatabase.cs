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

    /// <summary>Whether the dump passes through a terminal.</summary>
    [Key("terminal", "whether the dump passes through a terminal, as a vendor's procedure says", Literal = true)]
    public bool Terminal { get; init; }

    /// <summary>The store whose volume keeps the copy; null for the folder of the run.</summary>
    [Key("in", "store whose volume keeps the copy; by default the folder of the run", Refers = Reference.Store, Literal = true)]
    public Name? In { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new TakesCopy(Store, As) { In = In, Terminal = Terminal }];
}
