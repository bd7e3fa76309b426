namespace Hopguard.Containers.Ports;

/// <summary>For which deployment and run something is made on an engine. Whatever Hopguard makes carries it as labels, so that whoever holds the deployment's claim later knows it again.</summary>
/// <param name="Project">The compose project of the deployment.</param>
/// <param name="RunId">The run.</param>
/// <param name="Role">What it is for: <c>trial</c>, <c>retired</c>, <c>dump</c>, …</param>
public sealed record ContainerOwner(string Project, string RunId, string Role)
{
    private readonly string? _routeId;

    /// <summary>The run of the first hop, where the run is part of a route of several; null elsewhere. The claim names that one.</summary>
    public string? RouteId
    {
        get => _routeId;
        init
        {
            _routeId = value;
            if (value is not null)
                Labels = new Dictionary<string, string>(Labels, StringComparer.Ordinal) { [EngineLabels.Route] = value };
        }
    }

    /// <summary>The labels that say so.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EngineLabels.Project] = Project,
        [EngineLabels.Run] = RunId,
        [EngineLabels.Role] = Role,
    };
}
