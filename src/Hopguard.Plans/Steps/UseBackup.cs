using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Takes a copy from a backup that an earlier run made, instead of taking one.</summary>
[StepKind("use-backup", "Takes the copy of stores from a given backup (--backup), once it is proved whole, complete and of the version that runs.")]
public sealed record UseBackup : Step
{
    /// <summary>The stores whose copy is taken from the backup.</summary>
    [Key("stores", "stores to bring back; those that the installed version does not have are left out", Refers = Reference.Store)]
    public required ImmutableArray<Name> Stores { get; init; }

    /// <summary>The copy's name in this plan.</summary>
    [Key("as", "name of the copy", Refers = Reference.New)]
    public required Name As { get; init; }

    /// <inheritdoc />
    /// <remarks>The operator wants what it holds, and nothing that was written since: so it counts as taken now, and never as what the stores held before.</remarks>
    public override IEnumerable<Effect> Effects => Stores.Select(store => new TakesCopy(store, As) { IsGiven = true });
}
