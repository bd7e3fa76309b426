using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Reporting.Documents;

/// <summary>
/// The schema of a step, made of the records of all kinds. It is one mapping with one of all kinds as its only key, and not a choice among mappings: editors
/// then name the one key that is wrong, instead of every kind that the step is not.
/// </summary>
internal static class StepSchema
{
    public static JsonObject Of(IReadOnlyCollection<StepKind> kinds)
    {
        var keys = kinds.Select(kind => new SchemaKey(kind.Name, Required: false, Keys(kind), Summary(kind))).ToList();
        var map = Schema.Keys(keys);
        map["type"] = "object";
        map["minProperties"] = 1;
        map["maxProperties"] = 1;
        var bare = Schema.Choice(kinds.Where(kind => !kind.Keys.Any(key => key.Required)).Select(kind => kind.Name));
        bare["description"] = "A step whose keys are all left out.";
        return new JsonObject { ["anyOf"] = new JsonArray(map, bare) };
    }

    private static JsonObject Keys(StepKind kind)
    {
        var id = new SchemaKey("id", Required: false, Schema.Text(ValueForm.Name), $"Name of the step in targets, journals and reports; by default '{kind.Name}', numbered from the second on.");
        var when = new SchemaKey("when", Required: false, new JsonObject { ["$ref"] = "#/definitions/when" }, "In a plan for a range, to which hops the step belongs: those for which every fact that stands here holds.");
        return Schema.Keys([.. kind.Keys.Select(key => new SchemaKey(key.Name, key.Required, Value(key), Summary(key))), id, when]);
    }

    private static string Summary(StepKind kind) => kind.IsLiteral ? $"{kind.Summary} Only judged, never run." : kind.Summary;

    private static string Summary(StepKey key)
    {
        var summary = $"{char.ToUpperInvariant(key.Attribute.Summary[0])}{key.Attribute.Summary[1..]}. Value: {KeyWords.Value(key)}.";
        return key.Attribute.Literal ? $"{summary} Only judged, never run." : summary;
    }

    /// <summary>When a step belongs to a hop; once for all kinds.</summary>
    public static JsonObject Condition()
    {
        var facts = Facts([new SchemaKey("not", false, Facts([]), "A fact that shall not hold.")]);
        var list = Schema.List(facts);
        list["maxItems"] = 20;
        return new JsonObject { ["anyOf"] = new JsonArray(facts.DeepClone(), list) };
    }

    private static JsonObject Facts(IReadOnlyCollection<SchemaKey> others)
    {
        var map = Schema.Keys([
            new SchemaKey("crosses", false, Schema.Version(), "A release that lies on the way: behind the source, and up to the target."),
            new SchemaKey("changes", false, Schema.Choice("postgresql", "project", "services"), "What is another in the target than in the source."),
            new SchemaKey("store", false, Schema.Text(ValueForm.Name), "A store that the source has."),
            new SchemaKey("state", false, Schema.Text(ValueForm.Name), "A store that the source has, and that is not disposable there."),
            .. others]);
        map["type"] = "object";
        map["minProperties"] = 1;
        if (others.Count == 0)
            map["maxProperties"] = 1;

        return map;
    }

    private static JsonObject Use()
    {
        var map = Schema.Keys([.. StoreUse.Keys.Select(key => new SchemaKey(key.Name, key.Required, Value(key), Summary(key)))]);
        map["type"] = "object";
        map["minProperties"] = 1;
        return new JsonObject { ["anyOf"] = new JsonArray(Schema.Choice(StoreUse.Nothing), map) };
    }

    // In a plan for a range a text may hold what each hop puts in: a form that has no braces is that of the text around it.
    private static JsonObject Text(ValueForm form)
    {
        var text = Schema.Text(form);
        return form is ValueForm.Text or ValueForm.PruneScope
            ? text
            : new JsonObject { ["anyOf"] = new JsonArray(text, new JsonObject { ["type"] = "string", ["pattern"] = "^[^\\n]*\\{(from|to|postgresql)\\}[^\\n]*$" }) };
    }

    private static JsonObject Value(StepKey key)
    {
        var attribute = key.Attribute;
        var form = attribute.Refers == Reference.None ? attribute.Form : ValueForm.Name;
        var value = key.ValueType switch
        {
            var type when type == typeof(ImmutableArray<Name>) => Schema.List(Text(form)),
            var type when type == typeof(int) => Schema.Number("integer", attribute.Minimum, attribute.Maximum),
            var type when type == typeof(double) => Schema.Number("number", attribute.Minimum, attribute.Maximum),
            var type when type == typeof(bool) => Schema.Flag(),
            var type when type == typeof(ReleaseVersion) => new JsonObject { ["anyOf"] = new JsonArray(Schema.Version(), Schema.Choice("target", "source")) },
            var type when type == typeof(StoreUse) => Use(),
            _ => Text(form),
        };
        if (!key.Required && key.Default is bool or int or double)
            value["default"] = JsonValue.Create(key.Default);

        return value;
    }
}
