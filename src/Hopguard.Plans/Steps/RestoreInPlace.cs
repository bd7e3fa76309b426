using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Restores a copy into the live store.</summary>
[StepKind("restore-in-place", "Restores a copy into the store itself; 'restore-database' beside it is the way that can be undone.", Literal = true, Instead = "restore-database' and 'promote-volume")]
public sealed record RestoreInPlace : Step
{
    /// <summary>The copy restored.</summary>
    [Key("copy", "copy to restore", Refers = Reference.Copy)]
    public required Name Copy { get; init; }

    /// <summary>The store restored into.</summary>
    [Key("to", "store that receives the data", Refers = Reference.Store)]
    public required Name To { get; init; }

    /// <summary>Whether the store is emptied first, so that nothing of its own data stays.</summary>
    [Key("empty-first", "whether the store is emptied first")]
    public bool EmptyFirst { get; init; }

    /// <summary>Whether the first error ends the restore.</summary>
    [Key("stop-on-error", "whether the first error ends the restore")]
    public bool StopOnError { get; init; } = true;

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new RestoresInPlace(Copy, To, EmptyFirst, StopOnError)];
}
