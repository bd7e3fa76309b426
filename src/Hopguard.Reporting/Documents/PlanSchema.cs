using System.Text.Json.Nodes;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Reporting.Documents;

/// <summary>What an editor knows of plans.</summary>
internal static class PlanSchema
{
    public const string Path = "plans/plan.schema.json";

    public static GeneratedDocument Render(IReadOnlyCollection<StepKind> kinds)
    {
        var steps = Schema.List(new JsonObject { ["$ref"] = "#/definitions/step" });
        var root = Schema.Keys([.. Head(), new SchemaKey("steps", Required: true, steps, "The steps, in order; each is one kind with its keys.")]);
        root["oneOf"] = new JsonArray(
            new JsonObject { ["required"] = Schema.Array("from", "to"), ["not"] = Any("procedure", "keeps", "postgresql") },
            new JsonObject { ["required"] = Schema.Array("keeps", "postgresql", "name"), ["not"] = Any("procedure", "from", "to") },
            new JsonObject { ["required"] = Schema.Array("procedure"), ["not"] = Any("from", "to", "name", "keeps", "postgresql") });
        // What serves many pairs of versions is called after none of them.
        root["if"] = new JsonObject { ["anyOf"] = new JsonArray(Ranged("from"), Ranged("to")) };
        root["then"] = Having("name");
        root["definitions"] = new JsonObject { ["step"] = StepSchema.Of(kinds), ["when"] = StepSchema.Condition() };
        return Schema.File(Path, "Plan of a hop or a procedure", root);
    }

    private static IEnumerable<SchemaKey> Head() =>
    [
        new("application", true, Schema.Text(ValueForm.TargetName), "The application's name, as in the 'application.yaml' beside this file."),
        new("from", false, Schema.VersionOrRange(), "The release that a hop starts from, or a range of them: 1.5.0..2.47.0, 2.4.0.. or ..2.3.0."),
        new("to", false, Schema.VersionOrRange(), "The release that a hop leads to, or a range of them."),
        new("keeps", false, Schema.VersionOrRange(), "The releases that a plan keeps which changes what is below the version; instead of 'from' and 'to'."),
        new(
            "postgresql",
            false,
            Schema.Keys(
                new SchemaKey("store", true, Schema.Text(ValueForm.Name), "The database whose server changes."),
                new SchemaKey("from", true, Majors(), "The major of PostgreSQL that it starts from, or a range of them: 10..16."),
                new SchemaKey("to", true, Majors(), "The major that it leads to, or a range of them, of which --postgres chooses one.")),
            "What changes below the version, with 'keeps'."),
        new("name", false, Schema.Text(ValueForm.TargetName), "What a hop is called in targets, where it is not called after the version it leads to; with a range and with 'keeps' it has to have a name."),
        new("procedure", false, Schema.Text(ValueForm.TargetName), "The name of a procedure that keeps the version, such as 'backup'; instead of 'from' and 'to'."),
        new("summary", true, Schema.Text(), "What it is for, in one line for people."),
        new("source", false, Schema.Text(), "The section of the vendor's guide that this plan stands for."),
        new(
            "settings",
            false,
            Schema.Keys(new SchemaKey("required", false, Required(), "Environment variables without which the target's compose files do not work; with a range, 'target' for those of the release that the hop leads to.")),
            "Settings of the target."),
        new("compose", false, Schema.Keys(Files("stop", "taken down"), Files("start", "started")), "Compose files, where they are others than the application's."),
    ];

    private static SchemaKey Files(string key, string use) =>
        new(key, false, Schema.List(Schema.Text(ValueForm.RelativePath)), $"The compose files with which the version is {use}, in the order in which compose merges them.");

    private static JsonObject Majors() => new() { ["type"] = new JsonArray("integer", "string"), ["pattern"] = "^[0-9]{1,2}(\\.\\.[0-9]{1,2})?$" };

    private static JsonObject Required() => new() { ["anyOf"] = new JsonArray(Schema.List(Schema.Text(ValueForm.Name)), Schema.Choice("target")) };

    private static JsonObject Ranged(string key) => new()
    {
        ["properties"] = new JsonObject { [key] = new JsonObject { ["type"] = "string", ["pattern"] = "\\.\\." } },
        ["required"] = Schema.Array(key),
    };

    private static JsonObject Any(params string[] keys) => new() { ["anyOf"] = new JsonArray([.. keys.Select(Having)]) };

    private static JsonObject Having(string key) => new() { ["required"] = Schema.Array(key) };
}
