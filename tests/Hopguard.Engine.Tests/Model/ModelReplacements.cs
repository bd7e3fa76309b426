using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Stores that replace others in the target: compose calls their volumes after the project, and copies hold them under the name of the store before.</summary>
internal static class ModelReplacements
{
    public static string VolumeOf(StepContext context, string store) => IsNew(context, store) ? $"{context.Before.Project}_{context.Application.Stores[store].Volume}" : MadeNames.VolumeOf(context, store);

    public static bool IsNew(StepContext context, string store) => !context.Before.Stores.ContainsKey(store);

    public static string SourceOf(StepContext context, string store) =>
        IsNew(context, store) ? context.Application.Stores.Values.First(other => context.Application.SuccessorOf(other)?.Name == store).Name : store;

    /// <summary>What a copy holds for a store, as the store would hold it.</summary>
    public static Content? CopyOf(StepContext context, CopyEvidence copy, string store) =>
        ModelCopies.Of(copy, SourceOf(context, store)) is { } held ? held with { Store = store } : null;
}
