using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Steps;

/// <summary>Whether a copy may be stale: containers of the version before that write one of its stores and started after it was taken, even if they are stopped again.</summary>
public static class LaterWriters
{
    private const string ProjectLabel = "com.docker.compose.project";

    /// <summary>Finds them. Asked while the containers exist: once they are removed, nobody remembers when they started.</summary>
    public static async Task<IReadOnlyList<ContainerState>> FindAsync(IContainerEngine engine, CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { [ProjectLabel] = context.Before.Project }, cancellationToken);
        return [.. containers.Where(container => container.StartedAt > copy.TakenAt && copy.Stores.Any(store => Writes(container.Service, context.Application.Stores[store], context)))];
    }

    /// <summary>A refusal where a copy that was completed has become stale; null when none has.</summary>
    public static async Task<StepOutcome.Failed?> RefuseAsync(IContainerEngine engine, IEnumerable<string> copies, StepContext context, CancellationToken cancellationToken)
    {
        foreach (var copy in copies.Distinct(StringComparer.Ordinal).Where(context.Evidence.HasCopy).Select(context.Evidence.Copy))
        {
            if ((await FindAsync(engine, copy, context, cancellationToken)).FirstOrDefault() is { } writer)
                return Refusal(writer.Name, copy);
        }

        return null;
    }

    /// <summary>The refusal.</summary>
    public static StepOutcome.Failed Refusal(string writer, CopyEvidence copy) => new(
        $"Container '{writer}' may have written to store {string.Join(", ", copy.Stores.Select(store => $"'{store}'"))} after copy '{copy.Name}' was taken",
        "Start over: what was written is in the store, and a new run copies it");

    // A server starts again in the course of an upgrade; by itself it writes nothing.
    private static bool Writes(string? service, Store store, StepContext context) =>
        service is not null && (store.Kind == StoreKind.Volume || service != store.Service)
        && context.Application.Services.TryGetValue(service, out var known) && known.Writes.Contains(store.Name, StringComparer.Ordinal);
}
