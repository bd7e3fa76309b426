using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Projects;

/// <summary>Services of a release that have to run: all but those that would serve an external database, and those of which the operator's compose files ask for no container.</summary>
public static class ServicesToRun
{
    /// <summary>Their names.</summary>
    /// <param name="compose">What reads the compose files; asked only where a service does not run, since they may want values that the caller's shell has not.</param>
    /// <param name="release">The release.</param>
    /// <param name="containers">The project's containers.</param>
    /// <param name="step">The step that wants to know, at whose turn the project is in place.</param>
    /// <param name="context">Its context.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(ICompose compose, Release release, IReadOnlyList<ContainerState> containers, Step step, StepContext context, CancellationToken cancellationToken)
    {
        var replaced = ExternalStores.Of(context).Select(store => store.Store.Service).ToHashSet(StringComparer.Ordinal);
        var services = release.Services.Where(service => !replaced.Contains(service)).ToList();
        if (services.TrueForAll(service => containers.Any(container => container.Service == service && (container.IsAlive || container.HasDoneItsTask))))
            return services;

        var project = await compose.ConfigAsync(TargetProject.At(step, context), cancellationToken);
        return [.. services.Where(project.HasContainers)];
    }
}
