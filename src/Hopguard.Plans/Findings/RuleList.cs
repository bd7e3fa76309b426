using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Every rule there is, in the order of ids. An id is never used again, not even when its rule is gone.</summary>
public static class RuleList
{
    /// <summary>HOP001.</summary>
    public static readonly Rule DestroyedWithoutCopy = Error(
        "HOP001", "A store is removed or retired without any copy of it",
        "The data exists nowhere else: a failure behind this step loses it for good.");

    /// <summary>HOP002.</summary>
    public static readonly Rule DestroyedWithoutVerifiedCopy = Error(
        "HOP002", "A store is removed or retired although its copy was never verified",
        "A dump that was cut short restores with exit code 0 and without its rows or keys: only a copy that was restored and compared is a copy.");

    /// <summary>HOP003.</summary>
    public static readonly Rule DestroyedWithStaleCopy = Error(
        "HOP003", "A store is removed or retired although its copy is stale",
        "Writers ran after the copy was begun, so the last writes are in the store alone and go with it.");

    /// <summary>HOP004.</summary>
    public static readonly Rule CoveredByCopyOfAnotherStore = Error(
        "HOP004", "The copy named as cover is a copy of another store",
        "The cover is checked right before the data moves; a copy of something else proves nothing about it.");

    /// <summary>HOP005.</summary>
    public static readonly Rule UnverifiedTrialPromoted = Error(
        "HOP005", "A trial becomes the store although it was never verified",
        "A restore can end without an error and hold half of the rows; the trial must equal its source before it takes its place.");

    /// <summary>HOP006.</summary>
    public static readonly Rule StartedOnUnreadyStore = Error(
        "HOP006", "A service starts on a store that is empty or not verified yet",
        "A server initialises an empty store anew and an application creates its tables in it: the old data is then shut out while everything looks healthy.");

    /// <summary>HOP007.</summary>
    public static readonly Rule CopyVerifiedByTheWrongThing = Error(
        "HOP007", "A copy is verified by something that proves nothing about it",
        "A database dump is proved by restoring it, not by reading its bytes; and a trial proves only the copy that it was restored from.");

    /// <summary>HOP008.</summary>
    public static readonly Rule StaleTrialPromoted = Error(
        "HOP008", "A trial becomes the store although writers ran after its copy was taken",
        "The trial holds the state before those writes, so promoting it drops them.");

    /// <summary>HOP009.</summary>
    public static readonly Rule PromotedOverData = Error(
        "HOP009", "A trial is promoted into a store that still holds data, or into another store than its own",
        "Promotion fills an empty volume; what is in the way would be overwritten.");

    /// <summary>HOP010.</summary>
    public static readonly Rule MovedWhileInUse = Error(
        "HOP010", "A store is removed, retired or replaced while a service that uses it runs",
        "Files that move under a running server tear its data apart.");

    /// <summary>HOP101.</summary>
    public static readonly Rule CheckedTooLate = Error(
        "HOP101", "A check, a pull or a fetch comes only after the first stop",
        "What can fail without touching the deployment must fail while it still runs; afterwards every failure is an outage.");

    /// <summary>HOP102.</summary>
    public static readonly Rule NeverStartedAgain = Error(
        "HOP102", "Services are stopped and never started again",
        "The plan ends with the application down.");

    /// <summary>HOP103.</summary>
    public static readonly Rule StepAfterAccept = Error(
        "HOP103", "A step other than 'delete-retired' comes after 'accept'",
        "Acceptance closes the way back; whatever comes after it cannot be undone.");

    /// <summary>HOP104.</summary>
    public static readonly Rule DeletedBeforeAccept = Error(
        "HOP104", "Data is deleted before 'accept'",
        "Until the operator accepts, the way back needs what was put aside.");

    /// <summary>HOP105.</summary>
    public static readonly Rule StoreNeverCopied = Error(
        "HOP105", "A hop never copies a store that is not disposable",
        "Migrations of the new version change it; without a copy there is no way back.");

    /// <summary>HOP106.</summary>
    public static readonly Rule SwitchedWhileRunning = Error(
        "HOP106", "The source is switched while containers of the old version run",
        "The new compose files do not know services that were renamed; the old containers would stay and keep writing.");

    /// <summary>HOP201.</summary>
    public static readonly Rule MajorChangedWithoutRestore = Error(
        "HOP201", "PostgreSQL changes its major version and the data is not restored into the new one",
        "A server of another major does not start on the files: people then delete the volume to get it running.");

    /// <summary>HOP202.</summary>
    public static readonly Rule UnknownOrDescendingRelease = Error(
        "HOP202", "A hop starts from or leads to an unknown release, or does not lead upwards",
        "What a release needs is known from the application's file; old code on a newer schema corrupts data while it looks healthy.");

    /// <summary>HOP203.</summary>
    public static readonly Rule AnotherVersionExpected = Error(
        "HOP203", "The version that is checked at the end is not the one the hop leads to",
        "The check would fail on success, or pass on failure.");

    /// <summary>HOP401.</summary>
    public static readonly Rule InsecureArchive = Error(
        "HOP401", "An archive is fetched without HTTPS",
        "Whoever sits on the way can replace the code that will run.");

    /// <summary>HOP900.</summary>
    public static readonly Rule NoCodeForUnreadablePlan = Error(
        "HOP900", "A plan cannot be read, so no code was made for it",
        "Tasks and names of the plan are missing from the compilation until its file can be read.");

    /// <summary>HOP901.</summary>
    public static readonly Rule MalformedYaml = Error(
        "HOP901", "The file is not well-formed YAML in UTF-8",
        "Nothing can be said about a plan that cannot be read.");

    /// <summary>HOP902.</summary>
    public static readonly Rule ForbiddenYaml = Error(
        "HOP902", "The file uses YAML that plans do without",
        "Anchors, aliases, tags, merge keys, several documents and deep nesting hide what a plan does, or are attacks on its reader.");

    /// <summary>HOP903.</summary>
    public static readonly Rule DuplicateKey = Error(
        "HOP903", "A key is written twice",
        "Only one of the two values could count, and readers disagree about which.");

    /// <summary>HOP904.</summary>
    public static readonly Rule UnknownKey = Error(
        "HOP904", "A key is not known here",
        "A misspelt key would silently mean its default.");

    /// <summary>HOP905.</summary>
    public static readonly Rule MissingKey = Error(
        "HOP905", "A required key is missing",
        "There is no safe default for it.");

    /// <summary>HOP906.</summary>
    public static readonly Rule WrongValue = Error(
        "HOP906", "A value is not of its key's type or out of its range",
        "A plan means exactly what it says; values are never bent to fit.");

    /// <summary>HOP907.</summary>
    public static readonly Rule UnknownStep = Error(
        "HOP907", "A step is of no known kind",
        "A step that nobody can do cannot be part of a plan.");

    /// <summary>HOP908.</summary>
    public static readonly Rule UnresolvedReference = Error(
        "HOP908", "A name refers to nothing, or to something of another kind",
        "Stores and services come from the application's file, copies, trials and sources from earlier steps.");

    /// <summary>HOP909.</summary>
    public static readonly Rule DuplicateName = Error(
        "HOP909", "A name is given twice",
        "Later steps, journals and evidence could not tell the two apart.");

    /// <summary>HOP910.</summary>
    public static readonly Rule ApplicationMissing = Error(
        "HOP910", "A plan has no application file, or names another application than the one beside it",
        "Services, stores and releases of a plan come from 'application.yaml' in the same folder.");

    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        DestroyedWithoutCopy, DestroyedWithoutVerifiedCopy, DestroyedWithStaleCopy, CoveredByCopyOfAnotherStore, UnverifiedTrialPromoted,
        StartedOnUnreadyStore, CopyVerifiedByTheWrongThing, StaleTrialPromoted, PromotedOverData, MovedWhileInUse,
        CheckedTooLate, NeverStartedAgain, StepAfterAccept, DeletedBeforeAccept, StoreNeverCopied, SwitchedWhileRunning,
        MajorChangedWithoutRestore, UnknownOrDescendingRelease, AnotherVersionExpected,
        InsecureArchive,
        NoCodeForUnreadablePlan, MalformedYaml, ForbiddenYaml, DuplicateKey, UnknownKey, MissingKey, WrongValue, UnknownStep, UnresolvedReference, DuplicateName,
        ApplicationMissing,
    ];

    private static Rule Error(string id, string title, string explanation) => new(id, Severity.Error, title, explanation);
}
