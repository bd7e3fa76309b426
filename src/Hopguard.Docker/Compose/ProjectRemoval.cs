using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Docker.Compose;

/// <summary>Takes a project down and says what is left of it, whatever compose said.</summary>
internal sealed class ProjectRemoval(IContainerEngine engine, ICompose compose)
{
    /// <summary>The containers that are left; none when all is well.</summary>
    public async Task<IReadOnlyList<ContainerState>> RemoveAsync(ComposeProject project, Action<string> log, CancellationToken cancellationToken)
    {
        try
        {
            await compose.DownAsync(project, cancellationToken);
        }
        catch (HopguardException trouble)
        {
            // A network that a foreign container still uses cannot be removed, which hinders nothing; what counts is what is left.
            log(trouble.Message);
        }

        return await engine.ListContainersAsync(ComposeLabels.Of(project.Name), cancellationToken);
    }

    /// <summary>What a rollback says of containers that it must not leave.</summary>
    public static HopguardException Left(IReadOnlyCollection<ContainerState> left) => new(
        $"Containers are left: {string.Join(", ", left.Select(container => container.Name))}",
        $"Remove these containers, then repeat the rollback: {string.Join(", ", left.Select(container => container.Name))}");
}
