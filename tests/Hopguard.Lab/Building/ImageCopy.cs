namespace Hopguard.Lab;

/// <summary>Images of one engine taken over by another, which is quicker than building them twice.</summary>
public static class ImageCopy
{
    const string Tags = "{{.Repository}}:{{.Tag}}";

    /// <summary>Copies the lab's images that the other engine lacks or has of another content.</summary>
    /// <param name="from">The engine that has them.</param>
    /// <param name="to">The engine that receives them.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task MakeAsync(LabEngine from, LabEngine to, CancellationToken cancellation = default)
    {
        var there = (await ListAsync(to)).ToHashSet(StringComparer.Ordinal);
        var missing = (await ListAsync(from)).Where(image => !there.Contains(image)).Select(image => image.Split(' ')[0]).ToArray();
        if (missing.Length == 0)
            return;
        await MakeAsync(from.Host, to.Host, missing, cancellation);
        await to.DockerAsync("image", "prune", "--force", "--filter", $"label={LabImage.Label}");
    }

    /// <summary>Copies the images of those tags from the engine at one address to that at another.</summary>
    public static async Task MakeAsync(string from, string to, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        const string pipe = "set -o pipefail; from=$1 to=$2; shift 2; docker --host \"$from\" save \"$@\" | docker --host \"$to\" load --quiet";
        await new LabCommand("bash", ["-c", pipe, "bash", from, to, .. tags]).RunAsync(cancellation);
    }

    // The same content has the same id on every engine.
    static async Task<IEnumerable<string>> ListAsync(LabEngine engine) =>
        (await engine.DockerAsync("image", "ls", "--no-trunc", "--filter", $"label={LabImage.Label}", "--format", $"{Tags} {{{{.ID}}}}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(image => LabImage.IsKept(image.Split(' ')[0]));
}
