using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>The volume of a store that replaces another is not there yet: whatever it holds is nobody's data, or somebody else's.</summary>
internal sealed class ReplacementsFree(IContainerEngine engine)
{
    /// <summary>What is wrong, one clause each.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(RenderedTarget target, StepContext context, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var store in context.Application.Stores.Values.Where(store => context.Before.Stores.ContainsKey(store.Name) && !store.IsIn(context.TargetRelease.Version)).OrderBy(store => store.Name, StringComparer.Ordinal))
        {
            if (context.Application.SuccessorOf(store) is { Volume: { } volume } successor && target.Target.Volumes.GetValueOrDefault(volume) is { } name
                && await engine.FindVolumeAsync(name, cancellationToken) is not null)
            {
                problems.Add($"volume '{name}' of store '{successor.Name}', which replaces '{store.Name}', exists already (look what it holds, and remove or rename it)");
            }
        }

        return problems;
    }
}
