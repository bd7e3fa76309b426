using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hopguard.Reporting.Languages;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>The texts of a task for Azure Pipelines that runs a target.</summary>
/// <param name="target">The target.</param>
internal sealed class AzureTask(Target target)
{
    // In an organization all extensions share the names of tasks.
    private const string Prefix = "Hopguard";
    private const string Script = "index.js";

    // The first agent that has the older of the two.
    private const string MinimumAgent = "4.248.0";
    private static readonly string[] Handlers = ["Node20_1", "Node24"];

    // What the script itself says; the program says everything else, in its own language.
    private static readonly (string Key, string Text)[] Messages =
    [
        ("NeedsLinux", "The tasks need an agent with Linux, beside the engine where a deployment is touched"),
        ("NeedsSdk", "The .NET SDK 10 is missing; put the task UseDotNet with version 10.0.x before this one, or install the SDK on the agent"),
        ("NotStarted", "Hopguard could not be started: %s"),
        ("Ended", "%s ended with exit code %s"),
        ("Interrupted", "%s was interrupted by %s"),
    ];

    private readonly IReadOnlyList<AzureInput> _inputs =
    [
        .. OptionCatalogue.All.Where(option => ActionFiles.IsInput(option, target)).Select(AzureInput.Of).OrderBy(input => input.Group is not null),
        .. ActionFiles.CakeOptions.Select(AzureInput.Of),
        new AzureInput("summary", AzureGroups.Job, phrases => phrases[ActionFiles.Summary]) { IsFlag = true, IsOn = true },
    ];

    private readonly IReadOnlyList<Output> _outputs = [.. OutputCatalogue.All.Where(output => output.IsToldBy(target.Name, target.Role))];

    private IEnumerable<string> Groups => _inputs.Select(input => input.Group).OfType<string>().Distinct(StringComparer.Ordinal);

    private string InstanceName => _inputs.FirstOrDefault(input => input.Group is null) is { } key ? $"{target.Name} $({key.Name})" : target.Name;

    /// <summary>The file that describes it.</summary>
    public JsonObject Describe(Version version) => new()
    {
        ["id"] = IdOf(Prefix + target.Name).ToString(),
        ["name"] = Prefix + target.Name,
        ["friendlyName"] = FriendlyName,
        ["description"] = target.Description,
        ["helpMarkDown"] = string.Empty,
        ["author"] = Prefix,
        ["category"] = target.Role == TargetRole.None ? "Utility" : "Deploy",
        ["visibility"] = new JsonArray("Build", "Release"),
        ["runsOn"] = new JsonArray("Agent", "DeploymentGroup"),
        ["demands"] = new JsonArray(),
        ["minimumAgentVersion"] = MinimumAgent,
        ["version"] = new JsonObject { ["Major"] = version.Major, ["Minor"] = version.Minor, ["Patch"] = version.Build },
        ["instanceNameFormat"] = InstanceName,
        ["groups"] = Array(Groups.Select(group => new JsonObject { ["name"] = group, ["displayName"] = AzureGroups.HeadingOf(group), ["isExpanded"] = group != AzureGroups.Job })),
        ["inputs"] = Array(_inputs.Select(input => input.ToJson())),
        ["outputVariables"] = Array(_outputs.Select(output => new JsonObject { ["name"] = AzureInput.NameOf(output.Name), ["description"] = output.Summary })),
        // 'restricted' would refuse the summary.
        ["restrictions"] = new JsonObject
        {
            ["commands"] = new JsonObject { ["mode"] = "any" },
            ["settableVariables"] = new JsonObject { ["allowed"] = Array(_outputs.Select(output => JsonValue.Create(AzureInput.NameOf(output.Name)))) },
        },
        ["execution"] = new JsonObject(Handlers.Select(handler => KeyValuePair.Create(handler, (JsonNode?)new JsonObject { ["target"] = Script }))),
        ["messages"] = new JsonObject(Messages.Select(message => KeyValuePair.Create(message.Key, (JsonNode?)message.Text))),
    };

    /// <summary>Everything that people read of it, in a language.</summary>
    public JsonObject Resources(Phrases phrases)
    {
        var resources = new JsonObject
        {
            ["loc.friendlyName"] = FriendlyName,
            ["loc.helpMarkDown"] = string.Empty,
            ["loc.description"] = phrases[target.Description],
            ["loc.instanceNameFormat"] = InstanceName,
        };
        foreach (var group in Groups)
            resources[$"loc.group.displayName.{group}"] = phrases[AzureGroups.HeadingOf(group)];
        foreach (var input in _inputs)
        {
            resources[$"loc.input.label.{input.Name}"] = input.Label;
            resources[$"loc.input.help.{input.Name}"] = AzureInput.Markdown(input.Help(phrases));
        }

        foreach (var (key, text) in Messages)
            resources[$"loc.messages.{key}"] = phrases[text];
        return resources;
    }

    private string FriendlyName => $"{Prefix}: {target.Name}";

    private static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    // An id belongs to a task for good, so it follows from what does not change: its name. The version in it (8) says that it was made in a way of one's own.
    private static Guid IdOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Prefix} task for Azure Pipelines: {name}"))[..16];
        (hash[6], hash[8]) = ((byte)(hash[6] & 0x0f | 0x80), (byte)(hash[8] & 0x3f | 0x80));
        return new Guid(hash, bigEndian: true);
    }
}
