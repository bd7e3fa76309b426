using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>Which stores of a run lie in external databases.</summary>
public static class ExternalStores
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<ExternalStore> Of(StepContext context) =>
        [.. context.Before.Stores.Keys.Order(StringComparer.Ordinal).Select(name => Find(context, name)).OfType<ExternalStore>()];

    /// <summary>One of them; null where the store lies in the project, or is not there.</summary>
    public static ExternalStore? Find(StepContext context, string name) =>
        context.Before.Stores.GetValueOrDefault(name)?.External is { } server && context.Application.Stores.TryGetValue(name, out var store)
            ? new ExternalStore(store, server, context.IsHop ? TargetProject.InPlace(context) : context.Before.Compose())
            : null;
}
