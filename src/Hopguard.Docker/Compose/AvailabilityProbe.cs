using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>Asks the address of the application's version, in the container that answered last; only when that is silent the engine is asked for another.</summary>
public sealed class AvailabilityProbe(IContainerEngine engine) : IAvailabilityProbe, IDisposable
{
    // Containers are on this host: a proxy would not know their addresses.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private ContainerState? _container;

    /// <inheritdoc />
    public async Task<bool> AnswersAsync(Application application, string project, CancellationToken cancellationToken)
    {
        try
        {
            if (_container is not null && await AsksAsync(application, _container, cancellationToken))
                return true;

            _container = await FindAsync(application.Version.Service, project, cancellationToken);
            return _container is not null && await AsksAsync(application, _container, cancellationToken);
        }
        catch (Exception trouble) when (trouble is HopguardException or HttpRequestException or IOException)
        {
            // The engine does not answer: who serves is not known, so nobody is taken to serve.
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<bool> AsksAsync(Application application, ContainerState container, CancellationToken cancellationToken)
    {
        try
        {
            return await new VersionReader(_http).ReadAsync(application, container, cancellationToken) is not null;
        }
        catch (HopguardException)
        {
            // It answers, with another version than its image says: that is for the steps to judge.
            return true;
        }
    }

    private async Task<ContainerState?> FindAsync(string service, string project, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string?>(ComposeLabels.Of(project), StringComparer.Ordinal) { [ComposeLabels.Service] = service };
        var containers = await engine.ListContainersAsync(labels, cancellationToken);
        return containers.FirstOrDefault(container => container.Status == "running" && !ComposeLabels.IsOneOff(container));
    }
}
