using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Proves copies fresh right before services of the target version could touch their stores for the first time, and records it: from then on what the stores hold
/// may be the new version's work, until then it is the old one's.
/// </summary>
internal sealed class FirstTouch(Freshness freshness)
{
    /// <summary>A refusal when a store that the services would touch was changed after its copy was taken; null lets the start pass.</summary>
    public async Task<StepOutcome.Failed?> RefuseAsync(
        StartServices step, IReadOnlyCollection<string> services, ComposeConfiguration target, StepContext context, CancellationToken cancellationToken)
    {
        if (!TargetProject.IsTarget(step, context))
            return null;

        foreach (var copy in Copies(step, context).Where(copy => copy.Stores.Any(store => IsTouched(store, services, target, context))))
        {
            if (await freshness.RefuseChangedAsync(copy.Name, context, cancellationToken) is { } change)
                return change;

            context.Evidence.Save(UnchangedEvidence.FileName(copy.Name), new UnchangedEvidence(copy.Name, step.Id, context.Clock.GetUtcNow()));
        }

        return null;
    }

    // A store that was put aside was proved then, and another one is in its place.
    private static IEnumerable<CopyEvidence> Copies(StartServices step, StepContext context)
    {
        var earlier = context.Plan.Steps.TakeWhile(other => other.Id != step.Id).ToList();
        var retired = earlier.OfType<RetireVolume>().Select(retire => retire.Store.Text).ToHashSet(StringComparer.Ordinal);
        return LatestCopies.Of(earlier)
            .Where(name => context.Evidence.HasCopy(name) && context.Evidence.Find<UnchangedEvidence>(UnchangedEvidence.FileName(name)) is null)
            .Select(context.Evidence.Copy)
            .Where(copy => !copy.Stores.All(retired.Contains));
    }

    private static bool IsTouched(string store, IReadOnlyCollection<string> services, ComposeConfiguration target, StepContext context)
    {
        var known = context.Application.Stores[store];
        var volume = context.Before.Stores.GetValueOrDefault(store)?.Volume;
        return services.Any(name => Writes(name, known, context) || (volume is not null && target.Services.GetValueOrDefault(name)?.Mounts.Any(mount => mount.Reaches(volume)) == true));
    }

    private static bool Writes(string service, Store store, StepContext context) =>
        context.Application.Services.TryGetValue(service, out var known) && known.Writes.Contains(store.Name, StringComparer.Ordinal);
}
