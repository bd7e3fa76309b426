using System.Net.Http.Headers;
using Docker.DotNet;
using Hopguard.Containers.Steps;
using Hopguard.Docker;

namespace Hopguard.Bench.Streams;

/// <summary>A way to get a volume out of the engine and into it: each makes a container that mounts it, and removes it.</summary>
internal interface IVolumeStreams
{
    string Name { get; }

    Task ReadAsync(string volume, Func<Stream, Task> read);

    Task WriteAsync(string volume, Stream tar);
}

/// <summary>Gives work a container that mounts a volume at <c>/volume</c>.</summary>
internal delegate Task WithContainer(string volume, Func<string, Task> work);

/// <summary>The runtime's HTTP and nothing else.</summary>
internal sealed class BareStreams(HttpClient http, WithContainer with) : IVolumeStreams
{
    public string Name => "HTTP alone";

    public Task ReadAsync(string volume, Func<Stream, Task> read) => with(volume, async container =>
    {
        using var response = await http.GetAsync($"containers/{container}/archive?path=/volume", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        await read(stream);
    });

    public Task WriteAsync(string volume, Stream tar) => with(volume, async container =>
    {
        using var content = new StreamContent(tar, 256 * 1024);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        using var response = await http.PutAsync($"containers/{container}/archive?path=/", content);
        response.EnsureSuccessStatusCode();
    });
}

/// <summary>Docker.DotNet as it comes, over its own transport.</summary>
internal sealed class LibraryStreams(DockerClient library, WithContainer with) : IVolumeStreams
{
    public string Name => "Docker.DotNet, its own transport";

    public Task ReadAsync(string volume, Func<Stream, Task> read) => with(volume, async container =>
    {
        var archive = await library.Containers.GetArchiveFromContainerAsync(container, new() { Path = "/volume" }, false);
        await using var stream = archive.Stream!;
        await read(stream);
    });

    public Task WriteAsync(string volume, Stream tar) => with(volume, container => library.Containers.ExtractArchiveToContainerAsync(container, new() { Path = "/" }, tar));
}

/// <summary>As the program does it.</summary>
internal sealed class OwnStreams(DockerEngine engine, ToolImage helper) : IVolumeStreams
{
    public string Name => "the program";

    public Task ReadAsync(string volume, Func<Stream, Task> read) => engine.ReadVolumeAsync(
        volume,
        helper,
        async (stream, _) =>
        {
            await read(stream);
            return true;
        },
        CancellationToken.None);

    public Task WriteAsync(string volume, Stream tar) => engine.WriteVolumeAsync(volume, helper, tar, CancellationToken.None);
}
