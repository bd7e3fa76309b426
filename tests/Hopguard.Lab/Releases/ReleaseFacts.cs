using System.Text.Json;

namespace Hopguard.Lab;

/// <summary>
/// What a CVAT release consists of: the names, images, mounts, commands and ports of its compose file. <c>Cvat/releases.json</c> holds what each release changed; between two that stand
/// there nothing of it did.
/// </summary>
/// <param name="Version">The release.</param>
/// <param name="Project">The project's name in its compose file, or null where the folder names it.</param>
/// <param name="Format">The format version that its compose file tells, or null.</param>
/// <param name="Services">Its services by name.</param>
sealed record ReleaseFacts(Version Version, string? Project, string? Format, IReadOnlyDictionary<string, ReleaseService> Services)
{
    static readonly string[] BackEndMounts = ["cvat_data:/home/django/data", "cvat_keys:/home/django/keys", "cvat_logs:/home/django/logs"];

    static readonly Lazy<IReadOnlyList<(Version Version, JsonElement Changes)>> All = new(Read);

    /// <summary>The facts of a release.</summary>
    public static ReleaseFacts Of(string version)
    {
        var wanted = Version.Parse(version);
        return All.Value.Where(release => release.Version <= wanted).Aggregate(
            new ReleaseFacts(wanted, null, null, new SortedDictionary<string, ReleaseService>(StringComparer.Ordinal)), (facts, release) => facts.With(release.Changes));
    }

    /// <summary>The service that serves the application: <c>cvat</c>, from 2.2.0 on <c>cvat_server</c>.</summary>
    public string Server => Services.ContainsKey("cvat") ? "cvat" : "cvat_server";

    /// <summary>The named volumes of its compose file.</summary>
    public IReadOnlyList<string> Volumes =>
        [.. Services.Values.SelectMany(service => service.Mounts).Select(mount => mount.Split(':')[0]).Where(name => !name.StartsWith('.')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The images of its services.</summary>
    public IReadOnlyList<string> Images => [.. Services.Values.Select(service => Tagged(service.Image)).Distinct(StringComparer.Ordinal)];

    /// <summary>The image of one of its services, with its tag.</summary>
    public string ImageOf(string service) => Tagged(Services[service].Image);

    string Tagged(string image) => InFile(image).Replace("${CVAT_VERSION:-", string.Empty, StringComparison.Ordinal).TrimEnd('}');

    /// <summary>An image as the release's compose file writes it.</summary>
    public string InFile(string image) => image.Replace("{version}", Version.ToString(), StringComparison.Ordinal);

    ReleaseFacts With(JsonElement changes)
    {
        var services = new SortedDictionary<string, ReleaseService>(Services.ToDictionary(), StringComparer.Ordinal);
        foreach (var name in Texts(changes, "removed"))
            services.Remove(name);
        foreach (var (name, added) in Members(changes, "services"))
            services[name] = New(name, added);
        foreach (var (name, image) in Members(changes, "images"))
            services[name] = services[name] with { Image = image.GetString()! };
        foreach (var (name, command) in Members(changes, "commands"))
            services[name] = services[name] with { Command = command.GetString() };
        foreach (var (name, mounts) in Members(changes, "mounts"))
            services[name] = services[name] with { Mounts = [.. services[name].Mounts.Except(Texts(mounts, "removed"), StringComparer.Ordinal), .. Texts(mounts, "added")] };
        foreach (var (name, ports) in Members(changes, "ports"))
            services[name] = services[name] with { Ports = [.. ports.EnumerateArray().Select(port => port.GetString()!)] };
        return this with
        {
            Services = services,
            Project = changes.TryGetProperty("project", out var project) ? project.GetString() : Project,
            Format = changes.TryGetProperty("format", out var format) ? format.GetString() : Format,
        };
    }

    // What is said of no image is the application's own.
    ReleaseService New(string name, JsonElement added)
    {
        var image = added.TryGetProperty("image", out var own) ? own.GetString() : null;
        return new ReleaseService(
            name, image ?? "cvat/server:${CVAT_VERSION:-v{version}}", added.TryGetProperty("command", out var command) ? command.GetString() : null,
            image is null ? BackEndMounts : [.. Texts(added, "mounts")], [.. Texts(added, "ports")]);
    }

    static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement changes, string kind) =>
        changes.TryGetProperty(kind, out var members) ? members.EnumerateObject().Select(member => (member.Name, member.Value)) : [];

    static IEnumerable<string> Texts(JsonElement changes, string kind) =>
        changes.TryGetProperty(kind, out var texts) ? texts.EnumerateArray().Select(text => text.GetString()!) : [];

    static IReadOnlyList<(Version Version, JsonElement Changes)> Read()
    {
        using var text = JsonDocument.Parse(File.ReadAllText(Path.Combine(LabFolder.Assets, "Cvat", "releases.json")));
        return [.. text.RootElement.EnumerateObject().Select(release => (Version.Parse(release.Name), release.Value.Clone()))];
    }
}
