using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>The running services that may write to a store, taken together: as long as the same services run, they do the same to it between any two steps.</summary>
/// <param name="Store">The store.</param>
/// <param name="First">The first of them by name.</param>
/// <param name="FirstStartedBy">The step that started it; null when it ran before the plan began.</param>
internal sealed record Writers(string Store, string First, Step? FirstStartedBy)
{
    /// <summary>The first step that started one of them; null when all ran before the plan began.</summary>
    public Step? StartedBy { get; private set; }

    /// <summary>The first step that started one that runs the new version's code; null when none does.</summary>
    public Step? TargetStartedBy { get; private set; }

    /// <summary>Whether one runs other code than the new version's.</summary>
    public bool HasSource { get; private set; }

    /// <summary>The newest release whose code one of them runs; null where it is not known.</summary>
    public Release? Release { get; private set; }

    /// <summary>The writers of a store among the services that run; null when none runs.</summary>
    public static Writers? Of(Store store, ImmutableArray<string> writers, State state, Func<RunningService, bool> isTarget)
    {
        var all = default(Writers);
        foreach (var writer in writers)
        {
            if (state.RunsOn(writer, store) is not { } running)
                continue;

            all ??= new Writers(store.Name, writer, running.StartedBy);
            all.StartedBy ??= running.StartedBy;
            all.Release = Newer(all.Release, running.Release);
            if (isTarget(running))
                all.TargetStartedBy ??= running.StartedBy;
            else
                all.HasSource = true;
        }

        return all;
    }

    /// <summary>A command, or a line of shell, in the place of a writer.</summary>
    public static Writers Of(string store, Step command, RunningService running, bool isTarget) => new(store, command.Id, command)
    {
        StartedBy = command,
        TargetStartedBy = isTarget ? command : null,
        HasSource = !isTarget,
        Release = running.Release,
    };

    /// <summary>The store when they have written to it, in the epoch of a step.</summary>
    /// <param name="store">The store before.</param>
    /// <param name="epoch">The number of the step.</param>
    /// <param name="isHop">Whether the plan changes the version.</param>
    public StoreState Write(StoreState store, int epoch, bool isHop)
    {
        // In an empty store a client begins anew: what it creates is nothing that anybody has to bring back.
        if (!store.HasData)
            return store.FilledBy is null && StartedBy is not null ? store with { FilledBy = StartedBy } : store;

        return store with
        {
            Epoch = epoch,
            LastWriter = First,
            LastWriterStartedBy = FirstStartedBy,
            Schema = Newer(store.Schema, Release),
            ChangedByTarget = store.ChangedByTarget ?? TargetStartedBy,
            SourceEpoch = HasSource && !store.IsGiven ? epoch : store.SourceEpoch,
            // Where the version does not change, what a service goes on writing into becomes the store; in a hop, and where a backup was brought back, the way back would move it out again.
            IsReplaced = store.IsReplaced && (isHop || store.IsGiven || !HasSource),
        };
    }

    private static Release? Newer(Release? one, Release? other) => one is null || (other is not null && other.Version > one.Version) ? other : one;
}
