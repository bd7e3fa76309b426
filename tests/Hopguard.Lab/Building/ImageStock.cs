using System.Text.Json;

namespace Hopguard.Lab;

/// <summary>Which images an engine already has.</summary>
static class ImageStock
{
    /// <summary>Those of the images, and of what they stand on, that are missing or were made from something else; parents first.</summary>
    public static async Task<IReadOnlyCollection<LabImage>> MissingAsync(LabEngine engine, IEnumerable<LabImage> images, CancellationToken cancellation)
    {
        var wanted = images.SelectMany(image => image.WithParents()).DistinctBy(image => image.Tag).ToArray();
        var found = await engine.Command(["image", "inspect", "--format", "{{json .RepoTags}}|{{json .Config.Labels}}", .. wanted.Select(image => image.Tag)]).TryRunAsync(cancellation);
        var present = found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(Read).ToLookup(entry => entry.Tag, entry => entry.Content, StringComparer.Ordinal);
        return wanted.Where(image => !Holds(image)).ToArray();

        bool Holds(LabImage image)
        {
            var name = image.Tag.Contains(':', StringComparison.Ordinal) ? image.Tag : $"{image.Tag}:latest";
            if (!present.Contains(name))
                return false;
            return present[name].First() is { } content
                ? content == ImageContent.HashOf(image)
                : throw new LabException($"the engine has an image '{image.Tag}' that is not the lab's", $"set {LabEngine.OwnEngineVariable}=1 to work on an engine of the lab's own");
        }
    }

    static IEnumerable<(string Tag, string? Content)> Read(string line)
    {
        var parts = line.Split('|', 2);
        var labels = JsonSerializer.Deserialize<Dictionary<string, string>>(parts[1]);
        var content = labels?.GetValueOrDefault(LabImage.ContentLabel);
        return (JsonSerializer.Deserialize<string[]>(parts[0]) ?? []).Select(tag => (tag, content));
    }
}
