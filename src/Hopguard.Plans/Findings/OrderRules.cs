using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Steps in a wrong order, or missing.</summary>
public static class OrderRules
{
    /// <summary>HOP101.</summary>
    public static readonly Rule CheckedTooLate = Rule.Error(
        "HOP101",
        new("A check, a pull or a fetch comes only after the first stop", ""),
        new("What can fail without touching the deployment must fail while it still runs; afterwards every failure is an outage.", ""));

    /// <summary>HOP102.</summary>
    public static readonly Rule NeverStartedAgain = Rule.Error(
        "HOP102",
        new("Services are stopped and never started again", ""),
        new("The plan ends with the application down.", ""));

    /// <summary>HOP103.</summary>
    public static readonly Rule StepAfterAccept = Rule.Error(
        "HOP103",
        new("A step other than 'delete-retired' comes after 'accept'", ""),
        new("Acceptance closes the way back; whatever comes after it cannot be undone.", ""));

    /// <summary>HOP104.</summary>
    public static readonly Rule DeletedBeforeAccept = Rule.Error(
        "HOP104",
        new("Data is deleted before 'accept'", ""),
        new("Until the operator accepts, the way back needs what was put aside.", ""));

    /// <summary>HOP105.</summary>
    public static readonly Rule SwitchedWhileRunning = Rule.Error(
        "HOP105",
        new("The source is switched while containers of the old version run", ""),
        new("The new compose files do not know services that were renamed; the old containers would stay and keep writing.", ""));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        CheckedTooLate,
        NeverStartedAgain,
        StepAfterAccept,
        DeletedBeforeAccept,
        SwitchedWhileRunning,
    ];
}
