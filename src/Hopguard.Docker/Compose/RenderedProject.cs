using System.Text.Json;
using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Docker.Compose;

/// <summary>Reads what <c>docker compose config --format json</c> prints.</summary>
internal static partial class RenderedProject
{
    // Lists in which the order counts; of all others compose makes sets.
    private static readonly HashSet<string> Ordered = new(["command", "dns", "dns_search", "entrypoint", "test"], StringComparer.Ordinal);

    public static ComposeConfiguration Parse(string json, string messages)
    {
        using var document = Read(json);
        var root = document.RootElement;
        var volumes = FullNames(root, "volumes");
        var services = Members(root, "services").Select(service => Service(service, volumes, root)).ToDictionary(service => service.Name, StringComparer.Ordinal);
        return new ComposeConfiguration(Text(root, "name") ?? string.Empty, services, volumes, FullNames(root, "networks"), Warnings(messages))
        {
            Files = Files(root),
            Leaves = Leaves(root),
            Secrets = new ComposeSecrets(OfSecrets(root, "file"), OfSecrets(root, "environment")),
        };
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

    private static ComposeService Service(JsonProperty service, Dictionary<string, string> volumes, JsonElement root) => new(
        service.Name,
        Text(service.Value, "image") ?? string.Empty,
        Text(service.Value, "container_name"),
        Members(service.Value, "environment").ToDictionary(variable => variable.Name, variable => variable.Value.ToString(), StringComparer.Ordinal),
        [
            .. Items(service.Value, "volumes").Select(mount => Mount(mount, volumes)),
            .. Given(service.Value, root).Where(given => given.File is not null).Select(given => new ContainerMount("bind", given.File!, given.Target, ReadOnly: true)),
        ],
        [.. Items(service.Value, "ports").Select(Port)])
    {
        Labels = Members(service.Value, "labels").ToDictionary(label => label.Name, label => label.Value.ToString(), StringComparer.Ordinal),
        Build = service.Value.TryGetProperty("build", out var build) && build.ValueKind == JsonValueKind.Object ? Build(build) : null,
        FilesOfVariables = Given(service.Value, root).Where(given => given.Variable is not null).GroupBy(given => given.Target, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().Variable!, StringComparer.Ordinal),
    };

    private static ComposeBuild Build(JsonElement build) => new(
        Text(build, "context") ?? string.Empty,
        Text(build, "dockerfile_inline") is null ? Text(build, "dockerfile") ?? "Dockerfile" : null,
        Members(build, "additional_contexts").ToDictionary(context => context.Name, context => context.Value.ToString(), StringComparer.Ordinal),
        Members(build, "args").ToDictionary(argument => argument.Name, argument => argument.Value.ToString(), StringComparer.Ordinal));

    private static ContainerMount Mount(JsonElement mount, Dictionary<string, string> volumes)
    {
        var source = Text(mount, "source") ?? string.Empty;
        var isReadOnly = mount.TryGetProperty("read_only", out var value) && value.ValueKind == JsonValueKind.True;
        return new ContainerMount(Text(mount, "type") ?? "volume", volumes.GetValueOrDefault(source, source), Text(mount, "target") ?? string.Empty, isReadOnly);
    }

    // Secrets and configs: files of the host are mounted like any other, variables are written into the container. The target is their own name where none is given.
    private static IEnumerable<(string Target, string? File, string? Variable)> Given(JsonElement service, JsonElement root) =>
        from kind in new[] { (Section: "secrets", Folder: "/run/secrets/"), (Section: "configs", Folder: "/") }
        from used in Items(service, kind.Section)
        let source = Text(used, "source") ?? string.Empty
        let target = Text(used, "target") ?? source
        let named = root.TryGetProperty(kind.Section, out var all) && all.TryGetProperty(source, out var found) ? found : default
        select (target.StartsWith('/') ? target : kind.Folder + target, Text(named, "file"), Text(named, "environment"));

    private static string Port(JsonElement port)
    {
        var address = Text(port, "host_ip") is { } host ? host + ":" : string.Empty;
        return $"{address}{Text(port, "published")}:{Text(port, "target")}/{Text(port, "protocol") ?? "tcp"}";
    }

    private static Dictionary<string, string> Leaves(JsonElement root)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(string.Empty, root, leaves);
        return leaves;
    }

    private static void Add(string name, JsonElement value, Dictionary<string, string> leaves)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                Add(name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value, leaves);
        }
        else if (value.ValueKind == JsonValueKind.Array && Ordered.Contains(name[(name.LastIndexOf('.') + 1)..]))
        {
            leaves[name] = value.GetRawText();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                leaves[$"{name}[{item.GetRawText()}]"] = string.Empty;
        }
        else
        {
            leaves[name] = value.ToString();
        }
    }

    private static string[] OfSecrets(JsonElement root, string madeOf) => [.. Members(root, "secrets").Select(secret => Text(secret.Value, madeOf)).OfType<string>()];

    // A local volume with the option 'bind' is a folder of the host under another name.
    private static string[] Files(JsonElement root) =>
    [
        .. Members(root, "secrets").Concat(Members(root, "configs")).Select(named => Text(named.Value, "file")).OfType<string>(),
        .. Members(root, "volumes").Select(volume => volume.Value.ValueKind == JsonValueKind.Object && volume.Value.TryGetProperty("driver_opts", out var options) ? options : default)
            .Where(options => Text(options, "o")?.Split(',').Contains("bind", StringComparer.Ordinal) == true).Select(options => Text(options, "device")).OfType<string>(),
    ];

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
