using Docker.DotNet;
using Docker.DotNet.Models;
using Hopguard.Containers.Ports;
using Hopguard.Docker.Connection;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<ImageState?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        (await FindAsync(_client.Images.InspectImageAsync(EscapeReference(reference), cancellationToken)))?.ToState();

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListImagesAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(_client.Images.ListImagesAsync(new(), cancellationToken))).Select(image => image.ID).Distinct(StringComparer.Ordinal)];

    // The engine says at least what it waits for; a layer is unpacked without a word.
    private static readonly TimeSpan PullTimeLimit = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async Task PullImageAsync(string reference, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        var (name, tag) = SplitReference(reference);
        using var limit = new SilenceLimit(PullTimeLimit, cancellationToken);
        try
        {
            var pull = _client.Images.CreateImageAsync(new() { FromImage = name, Tag = tag }, null, new PullProgress(reference, progress, limit), limit.Token);
            await limit.EndedInTimeAsync(pull, $"The pull of image '{reference}'");
        }
        catch (HopguardException refusal) when (refusal.InnerException is DockerApiException { ResponseBody: { } words })
        {
            throw CannotPull(reference, words);
        }

        // The answer's status is sent before the pull begins, so only the image itself proves it.
        if (await FindImageAsync(reference, cancellationToken) is null)
            throw CannotPull(reference, "the engine does not have it afterwards");
    }

    private sealed class PullProgress(string reference, IProgress<StepProgress> progress, SilenceLimit limit) : IProgress<JSONMessage>
    {
        private readonly Dictionary<string, JSONProgress> _layers = new(StringComparer.Ordinal);

        public void Report(JSONMessage value)
        {
            limit.Heard();
            if (value.Error is { } error)
                throw CannotPull(reference, error.Message ?? string.Empty);

            if (value is not { ID: { } layer, Status: "Downloading", Progress: { Total: > 0 } part })
                return;

            _layers[layer] = part;
            progress.Report(new StepProgress($"pulling '{reference}'", _layers.Values.Sum(one => one.Current ?? 0), _layers.Values.Sum(one => one.Total), ProgressUnit.Bytes));
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
