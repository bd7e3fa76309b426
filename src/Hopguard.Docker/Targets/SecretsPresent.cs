using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>
/// Variables of which compose makes secrets and configs are there, for either version: compose misses one only when it makes the container, and nobody sees in a container which value it was made of.
/// </summary>
internal sealed class SecretsPresent(ICompose compose)
{
    /// <summary>What is missing, one clause for each variable.</summary>
    public IEnumerable<string> Find(RenderedTarget target, StepContext context)
    {
        var project = context.Before.Compose();
        return compose.FindUnset(project, VariablesOf(target)).Order(StringComparer.Ordinal).Select(name =>
            $"variable '{name}', of which compose makes a secret of the services, is neither exported in this shell nor set in '.env': export it, or write it into '{Path.Combine(project.Folder, ".env")}'");
    }

    private static IEnumerable<string> VariablesOf(RenderedTarget target) =>
        new[] { target.Running, target.Target }.SelectMany(project => project.Services.Values.Where(service => project.HasContainers(service.Name))).SelectMany(service => service.FilesOfVariables.Values)
            .Distinct(StringComparer.Ordinal);
}
