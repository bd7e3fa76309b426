namespace Hopguard.Lab;

/// <summary>What is on an engine, for a comparison of before and after.</summary>
public static class EngineContent
{
    /// <summary>
    /// A line for each container, volume, network and image tag, but for what the lab keeps for the next time: its images, and the copies of filled volumes. On an engine that is
    /// not the lab's own, volumes without a name are left out, since anybody may have made them.
    /// </summary>
    public static async Task<IReadOnlySet<string>> ListAsync(LabEngine engine)
    {
        var images = await ListAsync(engine, "image", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
        var volumes = await ListAsync(engine, "volume", "volume", "ls", "--format", "{{.Name}}");
        var templates = await ListAsync(engine, "volume", "volume", "ls", "--filter", $"label={LabImage.Label}=template", "--format", "{{.Name}}");
        return new SortedSet<string>(
        [
            .. await ListAsync(engine, "container", "ps", "--all", "--format", "{{.Names}}"),
            .. await ListAsync(engine, "network", "network", "ls", "--format", "{{.Name}}"),
            .. volumes.Except(templates, StringComparer.Ordinal).Where(volume => engine.IsOwn || !IsAnonymous(volume)),
            .. images.Where(image => !LabImage.IsKept(image.Split('\'')[1])),
        ], StringComparer.Ordinal);
    }

    static bool IsAnonymous(string volume) => volume.Split('\'')[1] is { Length: 64 } name && name.All(char.IsAsciiHexDigitLower);

    static async Task<IReadOnlyList<string>> ListAsync(LabEngine engine, string kind, params IReadOnlyList<string> arguments) =>
        [.. (await engine.DockerAsync(arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => $"{kind} '{name}'")];
}
