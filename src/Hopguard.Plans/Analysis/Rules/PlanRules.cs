using System.Collections.Immutable;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>The rules that judge what a plan means, in the order of ids.</summary>
public static class PlanRules
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<PlanRule> All { get; } =
    [
        new DestroyedWithoutCopy(),
        new DestroyedWithoutVerifiedCopy(),
        new DestroyedWithStaleCopy(),
        new CoveredByCopyOfAnotherStore(),
        new UnverifiedTrialPromoted(),
        new StartedOnUnreadyStore(),
        new CopyVerifiedByTheWrongThing(),
        new StaleTrialPromoted(),
        new PromotedOverData(),
        new MovedWhileInUse(),
        new CheckedTooLate(),
        new NeverStartedAgain(),
        new StepAfterAccept(),
        new DeletedBeforeAccept(),
        new StoreNeverCopied(),
        new SwitchedWhileRunning(),
        new MajorChangedWithoutRestore(),
        new UnknownOrDescendingRelease(),
        new AnotherVersionExpected(),
        new InsecureArchive(),
    ];
}
