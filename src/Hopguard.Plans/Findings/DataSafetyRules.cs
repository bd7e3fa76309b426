using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Mistakes that can lose data. They cannot be switched off, only accepted in the plan, beside the step, with a reason.</summary>
public static class DataSafetyRules
{
    /// <summary>HOP001.</summary>
    public static readonly Rule DestroyedWithoutCopy = Rule.Error(
        "HOP001",
        new("A store is removed or retired without any copy of it", ""),
        new("The data exists nowhere else: a failure behind this step loses it for good.", ""));

    /// <summary>HOP002.</summary>
    public static readonly Rule DestroyedWithoutVerifiedCopy = Rule.Error(
        "HOP002",
        new("A store is removed or retired although its copy was never verified", ""),
        new("A dump that was cut short restores with exit code 0 and without its rows or keys: only a copy that was restored and compared is a copy.", ""));

    /// <summary>HOP003.</summary>
    public static readonly Rule DestroyedWithStaleCopy = Rule.Error(
        "HOP003",
        new("A store is removed or retired although its copy is stale", ""),
        new("Writers ran after the copy was begun, so the last writes are in the store alone and go with it.", ""));

    /// <summary>HOP004.</summary>
    public static readonly Rule CoveredByCopyOfAnotherStore = Rule.Error(
        "HOP004",
        new("The copy named as cover is a copy of another store", ""),
        new("The cover is checked right before the data moves; a copy of something else proves nothing about it.", ""));

    /// <summary>HOP005.</summary>
    public static readonly Rule UnverifiedTrialPromoted = Rule.Error(
        "HOP005",
        new("A trial becomes the store although it was never verified", ""),
        new("A restore can end without an error and hold half of the rows; the trial must equal its source before it takes its place.", ""));

    /// <summary>HOP006.</summary>
    public static readonly Rule StartedOnUnreadyStore = Rule.Error(
        "HOP006",
        new("A service starts on a store that is empty or not verified yet", ""),
        new("A server initialises an empty store anew and an application creates its tables in it: the old data is then shut out while everything looks healthy.", ""));

    /// <summary>HOP007.</summary>
    public static readonly Rule CopyVerifiedByTheWrongThing = Rule.Error(
        "HOP007",
        new("A copy is verified by something that proves nothing about it", ""),
        new("A database dump is proved by restoring it, not by reading its bytes; and a trial proves only the copy that it was restored from.", ""));

    /// <summary>HOP008.</summary>
    public static readonly Rule StaleTrialPromoted = Rule.Error(
        "HOP008",
        new("A trial becomes the store although writers ran after its copy was taken", ""),
        new("The trial holds the state before those writes, so promoting it drops them.", ""));

    /// <summary>HOP009.</summary>
    public static readonly Rule PromotedOverData = Rule.Error(
        "HOP009",
        new("A trial is promoted into a store that still holds data, or into another store than its own", ""),
        new("Promotion fills an empty volume; what is in the way would be overwritten.", ""));

    /// <summary>HOP010.</summary>
    public static readonly Rule MovedWhileInUse = Rule.Error(
        "HOP010",
        new("A store is removed, retired or replaced while a service that uses it runs", ""),
        new("Files that move under a running server tear its data apart.", ""));

    /// <summary>HOP011.</summary>
    public static readonly Rule StoreNeverCopied = Rule.Error(
        "HOP011",
        new("A hop never copies a store that is not disposable", ""),
        new("Migrations of the new version change it; without a copy there is no way back.", ""));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        DestroyedWithoutCopy,
        DestroyedWithoutVerifiedCopy,
        DestroyedWithStaleCopy,
        CoveredByCopyOfAnotherStore,
        UnverifiedTrialPromoted,
        StartedOnUnreadyStore,
        CopyVerifiedByTheWrongThing,
        StaleTrialPromoted,
        PromotedOverData,
        MovedWhileInUse,
        StoreNeverCopied,
    ];
}
