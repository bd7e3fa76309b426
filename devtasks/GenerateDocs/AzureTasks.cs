using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Documents;
using Hopguard.Reporting.Languages;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>The tasks for Azure Pipelines, one for every target that operators have, and the manifest of the extension that holds them. Nothing is listed by hand.</summary>
internal static class AzureTasks
{
    /// <summary>The file of a folder that makes it a task.</summary>
    public const string Name = "task.json";

    /// <summary>The manifest of the extension.</summary>
    public const string Manifest = "azure/vss-extension.json";

    /// <summary>Who offers it, where nobody says otherwise.</summary>
    public const string Publisher = "hopguard";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The languages of the forms.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en-US", "ja-JP"];

    private static Version Version => typeof(HopguardContext).Assembly.GetName().Version!;

    /// <summary>All files.</summary>
    public static IReadOnlyList<GeneratedDocument> Render() => [new GeneratedDocument(Manifest, Write(Extension())), .. ActionFiles.Targets.SelectMany(Of)];

    /// <summary>The folder of a task's texts in a language.</summary>
    public static string ResourceFolder(string task, string language) => $"{task}/Strings/resources.resjson/{language}";

    private static IEnumerable<GeneratedDocument> Of(Target target)
    {
        var (folder, task) = ($"tasks/{target.Name}", new AzureTask(target));
        return
        [
            new($"{folder}/{Name}", Write(task.Describe(Version))),
            .. Languages.Select(language => new GeneratedDocument($"{ResourceFolder(folder, language)}/resources.resjson", Write(task.Resources(Phrases.For(language == "ja-JP" ? Language.Japanese : Language.English))))),
        ];
    }

    private static JsonObject Extension() => new()
    {
        ["manifestVersion"] = 1,
        ["id"] = "hopguard",
        ["publisher"] = Publisher,
        ["version"] = Version.ToString(3),
        ["name"] = "Hopguard",
        ["description"] = "Upgrades self-hosted applications one version hop at a time, without losing data",
        ["targets"] = new JsonArray(new JsonObject { ["id"] = "Microsoft.VisualStudio.Services" }),
        ["categories"] = new JsonArray("Azure Pipelines"),
        ["tags"] = new JsonArray("upgrade", "backup", "docker compose"),
        ["icons"] = new JsonObject { ["default"] = "icon.png" },
        ["content"] = new JsonObject { ["details"] = new JsonObject { ["path"] = "overview.md" }, ["license"] = new JsonObject { ["path"] = "LICENSE" } },
        ["scopes"] = new JsonArray(),
        ["files"] = new JsonArray([.. ActionFiles.Targets.Select(target => new JsonObject { ["path"] = target.Name })]),
        ["contributions"] = new JsonArray([.. ActionFiles.Targets.Select(Contribution)]),
    };

    private static JsonObject Contribution(Target target) => new()
    {
        ["id"] = target.Name,
        ["type"] = "ms.vss-distributed-task.task",
        ["targets"] = new JsonArray("ms.vss-distributed-task.tasks"),
        ["properties"] = new JsonObject { ["name"] = target.Name },
    };

    private static string Write(JsonObject document) => document.ToJsonString(Layout) + "\n";
}
