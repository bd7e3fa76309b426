using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Reports;

/// <summary>A copy whose files are not what was recorded any more, as a step found when it read them again.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="Stores">The stores it holds.</param>
/// <param name="Since">When that was found first.</param>
/// <param name="What">Which file, and what is wrong with it.</param>
/// <param name="Folder">Where its files lie.</param>
/// <param name="Covers">What holds the data of its stores instead; empty for a copy that was given, which is of no store here.</param>
public sealed record DamagedCopy(string Name, IReadOnlyList<string> Stores, DateTimeOffset Since, string What, string Folder, IReadOnlyList<StoreCover> Covers)
{
    /// <summary>Whether the way back would restore a store from it.</summary>
    public bool IsNeededForWayBack => Covers.Any(cover => cover.Kind is CoverKind.Nothing);

    /// <summary>When that was found first, in words.</summary>
    public string Known => UtcTimes.Of(Since);

    /// <summary>A sentence, followed by all that there is to know about the damaged copies.</summary>
    public static string AddTo(string sentence, IEnumerable<DamagedCopy> copies)
    {
        foreach (var copy in copies)
        {
            sentence = $"{sentence}; copy '{copy.Name}' of {string.Join(", ", copy.Stores)} is damaged, as was found {copy.Known}: {copy.What}";
            foreach (var cover in copy.Covers)
            {
                sentence = cover.Kind switch
                {
                    CoverKind.Aside => $"{sentence}; the data of store '{cover.Store}' is kept as '{cover.Where}'",
                    CoverKind.InPlace => $"{sentence}; store '{cover.Store}' itself holds its data",
                    CoverKind.Either => $"{sentence}; the data of store '{cover.Store}' is in place or kept aside",
                    CoverKind.Accepted => $"{sentence}; the new version's store '{cover.Store}' is all that there is of its data here",
                    _ => $"{sentence}; nothing else here holds what store '{cover.Store}' held before",
                };
            }
        }

        return sentence;
    }

    /// <summary>The damaged copies of a run.</summary>
    public static IReadOnlyList<DamagedCopy> Of(RunRecord run) =>
    [
        .. from name in run.CompletedCopies
           let copy = run.Evidence.Copy(name)
           let damage = copy.Damage
           where damage is not null
           select new DamagedCopy(name, copy.Stores, damage.At, damage.What, copy.Folder, copy.IsGiven ? [] : [.. copy.Stores.Select(store => CoverOf(store, name, run))]),
    ];

    private static StoreCover CoverOf(string store, string copy, RunRecord run)
    {
        if (run.History.RecallAll(KeptObjects.Prefix).LastOrDefault(item => item.Key == KeptObjects.RetiredData(store)) is { Text: { Length: > 0 } where })
            return new StoreCover(store, CoverKind.Aside, where);
        if (run.State is RunState.Accepted or RunState.Finished && run.Plan.To is not null)
            return new StoreCover(store, CoverKind.Accepted);
        if (run.Plan.Steps.OfType<RetireVolume>().Any(step => step.Store.Text == store && run.History.BeganAt(step.Id) is not null && run.History.Status(step.Id) != StepStatus.Undone))
            return new StoreCover(store, CoverKind.Either);

        return new StoreCover(store, run.State != RunState.RolledBack && MayHoldNewWork(copy, run) ? CoverKind.Nothing : CoverKind.InPlace);
    }

    // Where the plan starts nothing by itself, nobody says when the new version first touched its stores.
    private static bool MayHoldNewWork(string copy, RunRecord run) =>
        run.Plan.To is not null && (run.Evidence.Find<UnchangedEvidence>(UnchangedEvidence.FileName(copy)) is not null || (run.State == RunState.AwaitingAcceptance && !run.Plan.Steps.Any(step => step is StartServices)));
}

/// <summary>What holds the data of a store whose copy is damaged.</summary>
/// <param name="Store">The store.</param>
/// <param name="Kind">Where that is.</param>
/// <param name="Where">The volume or folder, for data that was put aside.</param>
public sealed record StoreCover(string Store, CoverKind Kind, string? Where = null);

/// <summary>Where the data of a store is.</summary>
public enum CoverKind
{
    /// <summary>Put aside.</summary>
    Aside,

    /// <summary>In the store, as the version before left it.</summary>
    InPlace,

    /// <summary>The run was killed while it put the data aside, or brought it back.</summary>
    Either,

    /// <summary>In the store, as the accepted version has it.</summary>
    Accepted,

    /// <summary>The new version may have changed the store, and only the copy holds what it was before.</summary>
    Nothing,
}
