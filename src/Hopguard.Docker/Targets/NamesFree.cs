using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>No container of somebody else has a name that compose will give to one of the target's: the fixed one, or the one it makes up.</summary>
internal sealed class NamesFree(IContainerEngine engine)
{
    /// <summary>What is wrong, one clause each.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(RenderedTarget target, StepContext context, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var service in target.Target.Services.Values.OrderBy(service => service.Name, StringComparer.Ordinal))
        {
            var name = service.ContainerName ?? $"{context.Before.Project}-{service.Name}-1";
            var holder = await engine.FindContainerAsync(name, cancellationToken);
            if (holder is not null && holder.Name == name && holder.Project != context.Before.Project)
                problems.Add($"container name '{name}' of service '{service.Name}' is taken by {(holder.Project is null ? "a container of no project" : $"project '{holder.Project}'")}");
        }

        return problems;
    }
}
