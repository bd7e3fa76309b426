using System.Text.Json.Nodes;
using Hopguard.Reporting.Languages;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>An input of a task for Azure Pipelines that becomes an option of the program.</summary>
/// <param name="Option">The option's name.</param>
/// <param name="Group">The group that it stands in; null for what has to be given.</param>
/// <param name="Help">What it is for, in a language.</param>
internal sealed record AzureInput(string Option, string? Group, Func<Phrases, string> Help)
{
    /// <summary>The values allowed; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it is switched on and off.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether it is on where nobody says anything.</summary>
    public bool IsOn { get; init; }

    /// <summary>Its name as such tasks write names: <c>sourceSha256</c>.</summary>
    public string Name => NameOf(Option);

    /// <summary>What stands beside it in the form: the option's name, which is the same in every language.</summary>
    public string Label => char.ToUpperInvariant(Option[0]) + Option[1..].Replace('-', ' ');

    /// <summary>The name of an option or an output as such tasks write names.</summary>
    public static string NameOf(string kebab) => string.Concat(kebab.Split('-').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The input for an option of ours.</summary>
    public static AzureInput Of(Option option) => new(option.Name, option.IsRequiredInJob ? null : AzureGroups.Of(option.Topic), phrases => ActionInput.Describe(option, option.IsRequiredInJob, phrases))
    {
        Choices = option.Choices,
        IsFlag = option.Type == OptionType.Flag,
    };

    /// <summary>The input for an option of Cake.</summary>
    public static AzureInput Of(CakeOption option) => new(option.Name, AzureGroups.Job, phrases => phrases[option.Summary]) { Choices = option.Choices };

    /// <summary>The input as the file of the task has it.</summary>
    public JsonObject ToJson()
    {
        // A path is a text: an agent would make the folder of the sources of a 'filePath' that nobody gave.
        var input = new JsonObject { ["name"] = Name, ["type"] = IsFlag ? "boolean" : Choices.Count > 0 ? "pickList" : "string", ["label"] = Label, ["required"] = Group is null };
        // Without a default nothing is given, and what the deployment's file says holds.
        if (IsOn)
            input["defaultValue"] = true;
        else if (!IsFlag)
            input["defaultValue"] = string.Empty;
        if (Group is not null)
            input["groupName"] = Group;
        if (Choices.Count > 0)
            input["options"] = new JsonObject(Choices.Select(choice => KeyValuePair.Create(choice, (JsonNode?)choice)));
        input["helpMarkDown"] = Markdown(Help(Phrases.English));
        return input;
    }

    /// <summary>A text that shows as it stands, and not as a tag of a page.</summary>
    public static string Markdown(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);
}
