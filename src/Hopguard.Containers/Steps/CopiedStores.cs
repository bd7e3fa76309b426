using System.Collections.Immutable;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Steps;

/// <summary>What a step that copies volumes copies in a deployment.</summary>
public static class CopiedStores
{
    /// <summary>
    /// All that it names in a hop, which was judged for its versions. A procedure serves every version: of what it names, what the installed one has and keeps. What that may not lose and is not
    /// there was refused before.
    /// </summary>
    public static ImmutableArray<Name> Of(BackUpVolumes step, StepContext context) => context.IsHop ? step.Stores :
    [
        .. step.Stores.Where(store => context.Before.Stores.TryGetValue(store, out var found) ? found.Volume is not null || !context.Application.Stores[store].Disposable
            : context.Application.FindRelease(context.Before.Version) is not { } installed || context.Application.StoreIn(store, installed) is { Disposable: false }),
    ];
}
