namespace Hopguard.Containers.Ports;

/// <summary>For which deployment and run something is made on an engine. Whatever Hopguard makes carries it as labels, so that whoever holds the deployment's claim later knows it again.</summary>
/// <param name="Project">The compose project of the deployment.</param>
/// <param name="RunId">The run.</param>
/// <param name="Role">What it is for: <c>trial</c>, <c>retired</c>, <c>dump</c>, …</param>
public sealed record ContainerOwner(string Project, string RunId, string Role)
{
    /// <summary>The labels that say so.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EngineLabels.Project] = Project,
        [EngineLabels.Run] = RunId,
        [EngineLabels.Role] = Role,
    };
}
