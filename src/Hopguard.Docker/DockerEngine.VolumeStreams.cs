using System.Collections.Immutable;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Connection;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    /// <summary>The name under which a volume's root stands in a stream of it.</summary>
    internal const string StreamRoot = "volume";

    // Mounted right below the root: the engine refuses to unpack links that lead out of the folder it unpacks to, and volumes hold such links.
    private const string StreamFolder = "/" + StreamRoot;

    // Nothing moves while a disk writes back what it has taken; an engine that hangs never goes on.
    private static readonly TimeSpan StreamTimeLimit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Hands out a volume as an uncompressed tar stream whose entries begin with <see cref="StreamRoot"/>: numeric owners, modes, links and devices as they are,
    /// sockets left out. Made by the engine itself through a container that is created and never started, so any image that the engine has will do.
    /// </summary>
    internal async Task<T> ReadVolumeAsync<T>(string volume, ToolImage image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        await WithMountAsync(volume, image, isReadOnly: true, async (container, token) =>
        {
            using var limit = new SilenceLimit(StreamTimeLimit, token);
            var archive = await _client.Containers.GetArchiveFromContainerAsync(container, new() { Path = StreamFolder }, statOnly: false, limit.Token);
            await using var stream = limit.Watch(archive.Stream!);
            return await limit.EndedInTimeAsync(read(stream, limit.Token), $"The stream of volume '{volume}'");
        }, cancellationToken);

    /// <summary>Hands out parts of a volume as such streams, one after the other, whose entries begin with the last name of the part's path.</summary>
    internal Task ReadVolumePartsAsync(
        string volume, ToolImage image, IReadOnlyList<ChangedPart> parts, Func<ChangedPart, Stream, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        WithMountAsync(volume, image, isReadOnly: true, async (container, token) =>
        {
            foreach (var part in parts)
            {
                using var limit = new SilenceLimit(StreamTimeLimit, token);
                var archive = await _client.Containers.GetArchiveFromContainerAsync(container, new() { Path = $"{StreamFolder}/{part.Path}".TrimEnd('/') }, statOnly: false, limit.Token);
                await using var stream = limit.Watch(archive.Stream!);
                await limit.EndedInTimeAsync(read(part, stream, limit.Token), $"The stream of volume '{volume}'");
            }

            return true;
        }, cancellationToken);

    /// <summary>Unpacks a stream that <see cref="ReadVolumeAsync"/> made into a volume. What the volume holds already stays beside it: the caller proves it empty.</summary>
    internal Task WriteVolumeAsync(string volume, ToolImage image, Stream tar, CancellationToken cancellationToken) =>
        WithMountAsync(volume, image, isReadOnly: false, async (container, token) =>
        {
            using var limit = new SilenceLimit(StreamTimeLimit, token);

            // Unpacked over the parent folder, because the engine gives owner and mode only to what it unpacks, and the volume's root is to have its own. What the
            // library calls 'allow' makes the engine refuse to put a file in the place of a folder, or the other way round.
            var unpacked = _client.Containers.ExtractArchiveToContainerAsync(
                container, new() { Path = "/", AllowOverwriteDirWithFile = true }, limit.Watch(tar), limit.Token);
            await limit.EndedInTimeAsync(unpacked, $"The stream into volume '{volume}'");
            return true;
        }, cancellationToken);

    private async Task<T> WithMountAsync<T>(
        string volume, ToolImage image, bool isReadOnly, Func<string, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        var name = $"hopguard-{Guid.NewGuid():N}";
        try
        {
            await CreateContainerAsync(
                new ContainerSpec
                {
                    Image = image.Id,
                    Owner = image.Owner,
                    Name = name,
                    Entrypoint = ["none"],
                    Labels = AsTool(ImmutableDictionary<string, string>.Empty),
                    Mounts = [ContainerMount.Of(volume, StreamFolder, isReadOnly)],
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
            await ClearAwayAsync(name);
        }
    }
}
