using System.Text.Json;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Wire;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<ImageState?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        (await _client.FindAsync<WireImage>($"images/{EscapeReference(reference)}/json", cancellationToken))?.ToState();

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListImagesAsync(CancellationToken cancellationToken) =>
        [.. (await _client.GetAsync<WireListedImage[]>("images/json", cancellationToken)).Select(image => image.Id).Distinct(StringComparer.Ordinal)];

    // The engine says at least what it waits for; a layer is unpacked without a word.
    private static readonly TimeSpan PullPatience = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async Task PullImageAsync(string reference, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        var (name, tag) = SplitReference(reference);
        var path = $"images/create?fromImage={Uri.EscapeDataString(name)}" + (tag is null ? string.Empty : $"&tag={Uri.EscapeDataString(tag)}");
        using var limit = new SilenceLimit(PullPatience, cancellationToken);
        using var response = await limit.EndedInTimeAsync(_client.OpenAsync(HttpMethod.Post, path, null, limit.Token), $"The pull of image '{reference}'");
        if (!response.IsSuccessStatusCode)
            throw CannotPull(reference, EngineClient.Words(await response.Content.ReadAsStringAsync(cancellationToken)));

        await using var stream = limit.Watch(await response.Content.ReadAsStreamAsync(cancellationToken));
        await limit.EndedInTimeAsync(ReadPullAsync(reference, stream, progress, limit.Token), $"The pull of image '{reference}'");

        // The answer's status is sent before the pull begins, so only the image itself proves it.
        if (await FindImageAsync(reference, cancellationToken) is null)
            throw CannotPull(reference, "the engine does not have it afterwards");
    }

    private static async Task ReadPullAsync(string reference, Stream stream, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        var layers = new Dictionary<string, WirePullProgress>(StringComparer.Ordinal);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            var line = text.Length == 0 ? null : JsonSerializer.Deserialize<WirePullLine>(text, WireJson.Options);
            if (line?.Error is { } error)
                throw CannotPull(reference, error);

            if (line is not { Id: { } layer, Status: "Downloading", ProgressDetail: { Total: > 0 } detail })
                continue;

            layers[layer] = detail;
            progress.Report(new StepProgress(
                $"pulling '{reference}'", layers.Values.Sum(part => part.Current), layers.Values.Sum(part => part.Total), ProgressUnit.Bytes));
        }
    }

    private static HopguardException CannotPull(string reference, string reason) => new(
        $"Image '{reference}' cannot be pulled: {reason.Trim()}", $"Run 'docker pull {reference}' on the host (log in first where the registry asks for it), or load it");

    // Slashes separate path segments of the image's name and must stay.
    private static string EscapeReference(string reference) => string.Join('/', reference.Split('/').Select(Uri.EscapeDataString));

    private static (string Name, string? Tag) SplitReference(string reference)
    {
        if (reference.Contains('@', StringComparison.Ordinal))
            return (reference, null);

        var colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/') ? (reference[..colon], reference[(colon + 1)..]) : (reference, "latest");
    }
}
