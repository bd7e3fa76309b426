using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Steps;

/// <summary>
/// The one place that says whether anybody wrote to a store since a copy of it was taken. Two questions: the cheap one asks the engine which containers ran
/// since; the one that proves asks the store itself, and is asked right before the store is left for good.
/// </summary>
public sealed class Freshness(IContainerEngine engine, IEnumerable<IUnchangedProof> proofs)
{
    private const string Remedy = "Start over: going back keeps what was written, and a new run copies it";
    private readonly Dictionary<string, IUnchangedProof> _proofs = proofs.ToDictionary(proof => proof.CopyKind, StringComparer.Ordinal);

    /// <summary>
    /// A refusal where a container of the version before that writes one of the copies' stores started after the copy was taken, even if it is stopped again; null
    /// when none did. Asked while the containers exist: once they are removed, nobody remembers when they started.
    /// </summary>
    public async Task<StepOutcome.Failed?> RefuseLaterWritersAsync(IEnumerable<string> copies, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var copy in copies.Distinct(StringComparer.Ordinal).Where(context.Evidence.HasCopy).Select(context.Evidence.Copy))
        {
            if (await FindWriterAsync(copy, context, cancellationToken) is { } writer)
                return Refusal(writer, copy);

            // A server that was started again has perhaps written nothing; its store says.
            if (await HasServerRunSinceAsync(copy, context, cancellationToken) && await FindChangeAsync(copy, context, cancellationToken) is { } change)
                return change;
        }

        return null;
    }

    /// <summary>A refusal where a store of the copy is not proved to hold what it held when the copy was taken; null when all are.</summary>
    public async Task<StepOutcome.Failed?> RefuseChangedAsync(string copyName, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(copyName);
        return await FindWriterAsync(copy, context, cancellationToken) is { } writer ? Refusal(writer, copy) : await FindChangeAsync(copy, context, cancellationToken);
    }

    /// <summary>
    /// The same for a run that goes on after a kill, as long as what the stores hold is to be what the copy holds: until they are put aside, or a version is started on them.
    /// </summary>
    public Task<StepOutcome.Failed?> RefuseChangedMeanwhileAsync(Step taking, string copyName, StepContext context, CancellationToken cancellationToken)
    {
        var begun = context.Plan.Steps.Where(context.HasBegun).ToList();
        var isLeft = !context.Evidence.HasCopy(copyName) || !LatestCopies.Of(begun).Contains(copyName)
            || TargetWork.WasToBegin(copyName, context)
            || begun.SkipWhile(step => step.Id != taking.Id).Any(step => IsLeftBy(step, context.Evidence.Copy(copyName), context));
        return isLeft ? Task.FromResult<StepOutcome.Failed?>(null) : RefuseChangedAsync(copyName, context, cancellationToken);
    }

    private static bool IsLeftBy(Step step, CopyEvidence copy, StepContext context) => step switch
    {
        RetireVolume retire => copy.Stores.Contains(retire.Store.Text, StringComparer.Ordinal),
        RestoreVolumes restore => restore.Stores.Any(store => copy.Stores.Contains(store.Text, StringComparer.Ordinal)),
        StartServices => !TargetProject.IsTarget(step, context),
        RunCommand => true,
        _ => false,
    };

    private async Task<StepOutcome.Failed?> FindChangeAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        // What a backup holds is what the store is to hold, whatever was written since: the operator has said so by naming it.
        if (copy.IsGiven)
            return null;

        if (!_proofs.TryGetValue(copy.Kind, out var proof))
            return new StepOutcome.Failed($"Nothing here can prove that what copy '{copy.Name}' holds is unchanged", Remedy);

        return await proof.FindChangeAsync(copy, context, cancellationToken) is { } change ? new StepOutcome.Failed(change, Remedy) : null;
    }

    private async Task<string?> FindWriterAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken) =>
        (await ContainersAsync(context, cancellationToken))
            .FirstOrDefault(container => container.StartedAt > copy.TakenAt && copy.Stores.Any(store => Writes(container.Service, context.Application.Stores[store], context)))?.Name;

    private async Task<bool> HasServerRunSinceAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken) =>
        copy.Kind == CopyEvidence.Dump && (await ContainersAsync(context, cancellationToken))
            .Any(container => (container.IsAlive || container.StartedAt > copy.TakenAt) && copy.Stores.Any(store => container.Service == context.Application.Stores[store].Service));

    private Task<IReadOnlyList<ContainerState>> ContainersAsync(StepContext context, CancellationToken cancellationToken) =>
        engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);

    private static StepOutcome.Failed Refusal(string writer, CopyEvidence copy) => new(
        $"Container '{writer}' may have written to store {string.Join(", ", copy.Stores.Select(store => $"'{store}'"))} after copy '{copy.Name}' was taken", Remedy);

    // What a database's server does by itself changes no content; whether somebody used it, its store says. Other servers write their files as they please.
    private static bool Writes(string? service, Store store, StepContext context) =>
        service is not null && (store.IsCopiedAsFiles || service != store.Service)
        && context.Application.Services.TryGetValue(service, out var known) && known.Writes.Contains(store.Name, StringComparer.Ordinal);
}
