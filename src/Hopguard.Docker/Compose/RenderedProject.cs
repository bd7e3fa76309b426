using System.Text.Json;
using System.Text.RegularExpressions;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker.Compose;

/// <summary>Reads what <c>docker compose config --format json</c> prints.</summary>
internal static partial class RenderedProject
{
    public static ComposeConfiguration Parse(string json, string messages)
    {
        using var document = Read(json);
        var root = document.RootElement;
        var volumes = FullNames(root, "volumes");
        var services = Members(root, "services").Select(service => Service(service, volumes)).ToDictionary(service => service.Name, StringComparer.Ordinal);
        return new ComposeConfiguration(Text(root, "name") ?? string.Empty, services, volumes, FullNames(root, "networks"), Warnings(messages));
    }

    private static JsonDocument Read(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException damage)
        {
            throw new HopguardException("'docker compose config' did not answer with JSON", "Update the compose plug-in", damage);
        }
    }

    private static ComposeService Service(JsonProperty service, Dictionary<string, string> volumes) => new(
        service.Name,
        Text(service.Value, "image") ?? string.Empty,
        Text(service.Value, "container_name"),
        Members(service.Value, "environment").ToDictionary(variable => variable.Name, variable => variable.Value.ToString(), StringComparer.Ordinal),
        [.. Items(service.Value, "volumes").Select(mount => Mount(mount, volumes))],
        [.. Items(service.Value, "ports").Select(Port)]);

    private static ContainerMount Mount(JsonElement mount, Dictionary<string, string> volumes)
    {
        var source = Text(mount, "source") ?? string.Empty;
        var isReadOnly = mount.TryGetProperty("read_only", out var value) && value.ValueKind == JsonValueKind.True;
        return new ContainerMount(Text(mount, "type") ?? "volume", volumes.GetValueOrDefault(source, source), Text(mount, "target") ?? string.Empty, isReadOnly);
    }

    private static string Port(JsonElement port)
    {
        var address = Text(port, "host_ip") is { } host ? host + ":" : string.Empty;
        return $"{address}{Text(port, "published")}:{Text(port, "target")}/{Text(port, "protocol") ?? "tcp"}";
    }

    private static Dictionary<string, string> FullNames(JsonElement root, string section) =>
        Members(root, section).ToDictionary(member => member.Name, member => Text(member.Value, "name") ?? member.Name, StringComparer.Ordinal);

    // Compose logs on standard error, one line each: time=… level=warning msg="…".
    private static string[] Warnings(string messages) =>
        [.. messages.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Message().Match(line))
            .Where(match => match.Success).Select(match => match.Groups["text"].Value.Replace("\\\"", "'", StringComparison.Ordinal))];

    private static IEnumerable<JsonProperty> Members(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : null;

    [GeneratedRegex("level=warning msg=\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Message();
}
