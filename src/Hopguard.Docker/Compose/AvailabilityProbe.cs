using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>Asks an application as its version is asked for, in the containers that were there last; only when those are silent the engine is asked for others.</summary>
public sealed class AvailabilityProbe(IContainerEngine engine, ReferencedSettings settings) : IAvailabilityProbe, IDisposable
{
    private readonly ProbeClient _client = new(settings);
    private IReadOnlyList<ContainerState> _containers = [];

    /// <inheritdoc />
    public async Task<bool> AnswersAsync(Application application, string project, CancellationToken cancellationToken)
    {
        try
        {
            // What a container's health is the engine alone knows.
            if (application.Probes.All(probe => probe.Request is not null) && await AnyServesAsync(application, cancellationToken))
                return true;

            _containers = await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken);
            return await AnyServesAsync(application, cancellationToken);
        }
        catch (Exception trouble) when (trouble is HopguardException or HttpRequestException or IOException)
        {
            // The engine does not answer: who serves is not known, so nobody is taken to serve.
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<bool> AnyServesAsync(Application application, CancellationToken cancellationToken)
    {
        var reader = new VersionReader(engine, _client, []);
        foreach (var probe in application.Probes)
        {
            if (VersionReader.Asked(probe, _containers) is { } container && await reader.ServesAsync(probe, container, cancellationToken))
                return true;
        }

        return false;
    }
}
