using System.Text.Json;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>Asks a running container over HTTP for its version, and holds the answer against the tag of its image.</summary>
internal sealed class VersionReader(HttpClient http)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    /// <summary>The version; null while the container does not answer with one.</summary>
    /// <exception cref="HopguardException">The image's tag says another version than the application in it.</exception>
    public async Task<string?> ReadAsync(Application application, ContainerState container, CancellationToken cancellationToken)
    {
        foreach (var address in container.Addresses.Values)
        {
            if (await AskAsync(application.Version, address, cancellationToken) is { } answer)
                return Check(application, answer, container);
        }

        return null;
    }

    private static string Check(Application application, string answer, ContainerState container)
    {
        var tag = container.Image.Split('@')[0];
        tag = tag[(tag.LastIndexOf(':') + 1)..];
        if (!application.Versions.TryObserve(answer, out var answered))
            return answer;

        if (application.Versions.TryObserve(tag, out var tagged) && tagged != answered)
        {
            throw new HopguardException(
                $"Container '{container.Name}' answers with version {answered}, but its image is tagged '{container.Image}'",
                "Look for a version variable that chose another image, and for an image that was tagged by hand");
        }

        // As its release is written: 1.2 and 1.2.0 are one.
        return (application.FindRelease(answered)?.Version ?? answered).ToString();
    }

    private async Task<string?> AskAsync(VersionProbe probe, string address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        try
        {
            using var response = await http.GetAsync(new UriBuilder("http", address, probe.Port, probe.Path).Uri, limit.Token);
            if (!response.IsSuccessStatusCode)
                return null;

            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(limit.Token), default, limit.Token);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(probe.Field, out var field) ? field.ToString() : null;
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException or JsonException
            || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
