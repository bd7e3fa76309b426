using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Azure;

/// <summary>The file of a task as those read it who install it.</summary>
/// <param name="text">Its text.</param>
internal sealed partial class TaskFile(string text)
{
    private static readonly string[] Keys =
    [
        "id", "name", "friendlyName", "description", "helpMarkDown", "helpUrl", "author", "category", "visibility", "runsOn", "demands", "minimumAgentVersion", "version", "instanceNameFormat", "groups",
        "inputs", "outputVariables", "restrictions", "execution", "messages",
    ];

    private static readonly string[] InputKeys = ["name", "type", "label", "defaultValue", "required", "groupName", "options", "helpMarkDown", "visibleRule"];

    private readonly JsonObject _file = JsonNode.Parse(text)!.AsObject();

    /// <summary>The file of a target's task.</summary>
    public static TaskFile Of(string target) => new(File.ReadAllText(Path.Combine(Program.Root, "tasks", target, "task.json")));

    public JsonNode this[string key] => _file[key]!;

    /// <summary>Its inputs.</summary>
    public IReadOnlyList<JsonObject> Inputs => [.. _file["inputs"]!.AsArray().Select(input => input!.AsObject())];

    /// <summary>The names of its output variables.</summary>
    public IReadOnlyList<string> Outputs => [.. _file["outputVariables"]!.AsArray().Select(output => (string)output!["name"]!)];

    /// <summary>The groups of its inputs.</summary>
    public IReadOnlyList<string> Groups => [.. _file["groups"]!.AsArray().Select(group => (string)group!["name"]!)];

    /// <summary>What is not as the schema of tasks, the packer and the field's conventions want it: neither of the two clients says all of it.</summary>
    public IEnumerable<string> Findings()
    {
        (bool Holds, string What)[] rules =
        [
            (_file.All(pair => Keys.Contains(pair.Key)), "a key that no task has"),
            (Guid.TryParseExact((string?)_file["id"], "D", out _), "the id is no GUID"),
            (Word().IsMatch((string)_file["name"]!), "the name is not of letters and digits"),
            (((string)_file["friendlyName"]!).Length is > 0 and <= 40, "the friendly name is longer than 40 letters"),
            (_file["category"] is { } category && ((string)category!) is "Deploy" or "Utility", "the category is unknown"),
            (_file["version"] is JsonObject version && version.Select(pair => pair.Key).SequenceEqual(["Major", "Minor", "Patch"]) && version.All(pair => pair.Value!.GetValueKind() == JsonValueKind.Number), "the version is not of three numbers"),
            (((string)_file["instanceNameFormat"]!).Length > 0, "no name of the step"),
            (_file["execution"]!.AsObject().Select(pair => pair.Key).SequenceEqual(["Node20_1", "Node24"]), "the handlers are not those that are supported"),
            (_file["minimumAgentVersion"]!.ToString() == "4.248.0", "the agent may be older than its handler"),
            (Inputs.Select(input => (string)input["name"]!).Distinct(StringComparer.OrdinalIgnoreCase).Count() == Inputs.Count, "an input is there twice"),
            (_file["restrictions"]!["settableVariables"]!["allowed"]!.AsArray().Select(name => (string)name!).SequenceEqual(Outputs), "the variables that may be set are not those that are told"),
        ];
        return [.. rules.Where(rule => !rule.Holds).Select(rule => rule.What), .. Inputs.SelectMany(OfInput)];
    }

    private IEnumerable<string> OfInput(JsonObject input)
    {
        var (name, type, required) = ((string)input["name"]!, (string)input["type"]!, input["required"]!.GetValueKind());
        (bool Holds, string What)[] rules =
        [
            (input.All(pair => InputKeys.Contains(pair.Key)), "has a key that no input has"),
            (Camel().IsMatch(name), "is not written in camel case"),
            (type is "boolean" or "pickList" or "string", "is of an unknown type"),
            ((string)input["label"]! is { Length: > 0 } && (string)input["helpMarkDown"]! is { Length: > 0 }, "is not described"),
            (required is JsonValueKind.True or JsonValueKind.False, "is required by a text"),
            (input["defaultValue"] is not { } value || (type == "boolean") != (value.GetValueKind() == JsonValueKind.String), "has a default of another type"),
            ((type == "pickList") == input.ContainsKey("options"), "has options and no list, or a list and no options"),
            ((required == JsonValueKind.True) != input.ContainsKey("groupName") && (input["groupName"] is not { } group || Groups.Contains((string)group!)), "stands in no group, or is required and hidden in one"),
        ];
        return rules.Where(rule => !rule.Holds).Select(rule => $"input '{name}' {rule.What}");
    }

    [GeneratedRegex("^[A-Za-z0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Camel();
}
