using System.Diagnostics;
using System.Globalization;
using Docker.DotNet;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Docker;
using Hopguard.Docker.Connection;
using Hopguard.Lab;

namespace Hopguard.Bench.Streams;

/// <summary>How fast a volume comes out of the engine and goes into one: by HTTP without a library, by Docker.DotNet with its own transport, and as the program does it. In turns.</summary>
internal sealed class StreamBench(double gigabytes, int rounds)
{
    private const string Image = "hopguard-lab/base";
    private const string Mounted = "/volume";
    private const int BufferSize = 256 * 1024;
    private static readonly ToolImage Helper = new(Image, new ContainerOwner("bench", "bench", "bench"));

    private LabEngine _lab = null!;

    /// <summary>Measures, and prints a table of medians.</summary>
    public async Task RunAsync()
    {
        await using var lab = _lab = await LabEngine.StartAsync(Console.Error.WriteLine);
        await ImageBuilder.EnsureAsync(lab, [LabImage.Redis], Console.Error.WriteLine);
        var endpoint = new DockerEndpoint(lab.Host);
        using var http = Bare(lab.Host);
        using var library = new DockerClientBuilder().WithEndpoint(new Uri(lab.Host)).WithTimeout(Timeout.InfiniteTimeSpan).Build();
        using var engine = new DockerEngine(endpoint);
        IVolumeStreams[] sides = [new BareStreams(http, WithContainerAsync), new LibraryStreams(library, WithContainerAsync), new OwnStreams(engine, Helper)];
        var times = sides.ToDictionary(side => side, _ => (Out: new List<double>(), In: new List<double>()));
        var source = await VolumeAsync();
        var tar = Path.GetTempFileName();
        try
        {
            await FillAsync(source);
            await sides[0].ReadAsync(source, stream => CopyAsync(stream, tar));
            for (var round = 0; round < rounds; round++)
            {
                foreach (var side in sides)
                {
                    times[side].Out.Add(await TimeAsync(() => side.ReadAsync(source, PassAsync)));
                    times[side].In.Add(await WriteAsync(side, tar));
                }
            }
        }
        finally
        {
            File.Delete(tar);
            await lab.DockerAsync("volume", "rm", "--force", source);
        }

        Print(sides.Select(side => (side.Name, Rate(times[side].Out), Rate(times[side].In))));
    }

    private async Task<double> WriteAsync(IVolumeStreams side, string tar)
    {
        var target = await VolumeAsync();
        try
        {
            await using var stream = new FileStream(tar, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
            return await TimeAsync(() => side.WriteAsync(target, stream));
        }
        finally
        {
            await _lab.DockerAsync("volume", "rm", "--force", target);
        }
    }

    private double Rate(List<double> seconds) => gigabytes * 1024 / seconds.Order().ElementAt(seconds.Count / 2);

    private static void Print(IEnumerable<(string Name, double Out, double In)> rows)
    {
        Console.WriteLine("| MiB/s | out of a volume | into a volume |\n| --- | ---: | ---: |");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Out:0} | {row.In:0} |"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    // Sixteen files of what does not compress; the cache of the machine has them when they are read, so that not the disk is measured.
    private Task FillAsync(string volume) => _lab.DockerAsync(
        "run", "--rm", "--volume", $"{volume}:{Mounted}", "--user", "0:0", "--entrypoint", "sh", Image, "-euc",
        $"for i in $(seq 16); do dd if=/dev/urandom of={Mounted}/$i bs=1M count={(int)(gigabytes * 64)} status=none; done");

    private async Task<string> VolumeAsync() => (await _lab.DockerAsync("volume", "create")).Trim();

    // Created and never started, as the program does it.
    private async Task WithContainerAsync(string volume, Func<string, Task> use)
    {
        var container = (await _lab.DockerAsync("create", "--volume", $"{volume}:{Mounted}:nocopy", "--entrypoint", "none", Image)).Trim();
        try
        {
            await use(container);
        }
        finally
        {
            await _lab.DockerAsync("rm", "--force", container);
        }
    }

    private static async Task PassAsync(Stream stream)
    {
        var buffer = new byte[BufferSize];
        while (await stream.ReadAsync(buffer) > 0)
        {
            // Only the passing counts.
        }
    }

    private static async Task CopyAsync(Stream stream, string file)
    {
        await using var target = File.Create(file);
        await stream.CopyToAsync(target);
    }

    private static HttpClient Bare(string host) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, token) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
            await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(host["unix://".Length..]), token);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://docker/v1.41/"), Timeout = Timeout.InfiniteTimeSpan };
}
