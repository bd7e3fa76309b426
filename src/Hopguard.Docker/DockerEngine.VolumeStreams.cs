using System.Net.Http.Headers;
using Hopguard.Docker.Connection;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <summary>The name under which a volume's root stands in a stream of it.</summary>
    internal const string StreamRoot = "volume";

    // Mounted right below the root: the engine refuses to unpack links that lead out of the folder it unpacks to, and volumes hold such links.
    private const string StreamFolder = "/" + StreamRoot;

    /// <summary>
    /// Hands out a volume as an uncompressed tar stream whose entries begin with <see cref="StreamRoot"/>: numeric owners, modes, links and devices as they are,
    /// sockets left out. Made by the engine itself through a container that is created and never started, so any image that the engine has will do.
    /// </summary>
    internal async Task<T> ReadVolumeAsync<T>(string volume, string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        await WithMountAsync(volume, image, isReadOnly: true, async (container, token) =>
        {
            var path = $"containers/{container}/archive?path={Uri.EscapeDataString(StreamFolder)}";
            using var response = await _client.OpenAsync(HttpMethod.Get, path, null, token);
            await EngineClient.ThrowOnFailureAsync(response, path, token);
            await using var stream = await response.Content.ReadAsStreamAsync(token);
            return await read(stream, token);
        }, cancellationToken);

    /// <summary>Unpacks a stream that <see cref="ReadVolumeAsync"/> made into a volume. What the volume holds already stays beside it: the caller proves it empty.</summary>
    internal Task WriteVolumeAsync(string volume, string image, Stream tar, CancellationToken cancellationToken) =>
        WithMountAsync(volume, image, isReadOnly: false, async (container, token) =>
        {
            using var content = new StreamContent(tar, bufferSize: 256 * 1024);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");

            // Unpacked over the parent folder, because the engine gives owner and mode only to what it unpacks, and the volume's root is to have its own.
            var path = $"containers/{container}/archive?noOverwriteDirNonDir=1&path=/";
            using var response = await _client.OpenAsync(HttpMethod.Put, path, content, token);
            await EngineClient.ThrowOnFailureAsync(response, path, token);
            return true;
        }, cancellationToken);

    private async Task<T> WithMountAsync<T>(
        string volume, string image, bool isReadOnly, Func<string, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        var name = $"hopguard-{Guid.NewGuid():N}";
        try
        {
            await CreateContainerAsync(
                new ContainerSpec
                {
                    Image = image,
                    Name = name,
                    Entrypoint = ["none"],
                    Labels = ToolLabels(new Dictionary<string, string>(StringComparer.Ordinal)),
                    Mounts = [new ContainerMount("volume", volume, StreamFolder, isReadOnly)],
                },
                cancellationToken);
            return await use(name, cancellationToken);
        }
        catch (IOException broken)
        {
            throw new HopguardException($"The stream of volume '{volume}' broke: {broken.Message}", "Look at the engine's log and at the disk", broken);
        }
        finally
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            await RemoveContainerAsync(name, limit.Token);
        }
    }
}
