using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>Every store's volume has the same full name in the target, or compose would make a new, empty one.</summary>
internal sealed class VolumesUnchanged : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        foreach (var store in context.Application.Stores.Values.Where(store => store.Volume is not null).OrderBy(store => store.Name, StringComparer.Ordinal))
        {
            if (!context.Before.Stores.TryGetValue(store.Name, out var found) || found.Volume is null)
                continue;

            var name = target.Target.Volumes.GetValueOrDefault(store.Volume!);
            if (name is null && !store.Disposable)
                yield return $"the target's compose files have no volume '{store.Volume}', which holds store '{store.Name}'";
            else if (name is not null && name != found.Volume)
                yield return $"store '{store.Name}' is on volume '{found.Volume}', but the target's compose files would use '{name}'";
        }
    }
}
