using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Hopguard.Lab;

/// <summary>Builds the images that are missing or out of date, two at a time, parents first.</summary>
/// <param name="engine">Where they are built and kept.</param>
/// <param name="say">Told which images are built, and how long each took.</param>
public sealed class ImageBuilder(LabEngine engine, Action<string>? say = null) : IDisposable
{
    const int AtOnce = 2;

    readonly SemaphoreSlim _turn = new(AtOnce);
    readonly ConcurrentDictionary<string, Task> _builds = new(StringComparer.Ordinal);
    readonly ImageContext _context = new(engine.Folder, new Debian(engine.Folder, say ?? (static _ => { })));

    /// <summary>Builds what is needed of the given images and of what they stand on.</summary>
    /// <exception cref="LabException">An image of that name exists and is not the lab's.</exception>
    public static async Task EnsureAsync(LabEngine engine, IReadOnlyCollection<LabImage> images, Action<string>? say = null, CancellationToken cancellation = default)
    {
        using var turn = await FileLock.TakeAsync(engine.Folder.Inside("images.lock"), cancellation);
        var missing = await ImageStock.MissingAsync(engine, images, cancellation);
        if (missing.Count == 0)
            return;
        using var builder = new ImageBuilder(engine, say);
        await Task.WhenAll(missing.Select(image => builder.EnsureAsync(image, missing, cancellation)));
        await engine.DockerAsync("image", "prune", "--force", "--filter", $"label={LabImage.Label}");
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    Task EnsureAsync(LabImage image, IReadOnlyCollection<LabImage> missing, CancellationToken cancellation) =>
        missing.Contains(image) ? _builds.GetOrAdd(image.Tag, _ => Task.Run(() => BuildAsync(image, missing, cancellation), cancellation)) : Task.CompletedTask;

    async Task BuildAsync(LabImage image, IReadOnlyCollection<LabImage> missing, CancellationToken cancellation)
    {
        var prepared = _context.PrepareAsync(image, _turn, cancellation);
        if (image.Parent is { } parent)
            await EnsureAsync(parent, missing, cancellation);
        var context = await prepared;
        await _turn.WaitAsync(cancellation);
        try
        {
            var watch = Stopwatch.StartNew();
            await Build(image, context).RunAsync(cancellation);
            Directory.Delete(context, recursive: true);
            say?.Invoke(string.Create(CultureInfo.InvariantCulture, $"built image {image.Tag} ({watch.Elapsed.TotalSeconds:0.0} s)"));
        }
        finally
        {
            _turn.Release();
        }
    }

    LabCommand Build(LabImage image, string context)
    {
        var arguments = image.Arguments.SelectMany(argument => new[] { "--build-arg", $"{argument.Name}={argument.Value}" });
        string[] labels = ["--label", $"{LabImage.Label}=image", "--label", $"{LabImage.ContentLabel}={ImageContent.HashOf(image)}"];
        return new LabCommand("docker", ["build", "--quiet", "--network", "none", .. labels, .. arguments, "--tag", image.Tag, context])
        {
            // The classic builder is part of the engine; BuildKit would need a plug-in.
            Environment = new Dictionary<string, string?>(engine.Environment, StringComparer.Ordinal) { ["DOCKER_BUILDKIT"] = "0" },
        };
    }
}
