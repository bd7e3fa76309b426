using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Reporting.Documents;

/// <summary>
/// The pieces that our schemas are made of. The draft is 07, the newest that YAML language servers understand. A text that YAML takes for a number needs quotes
/// in the eyes of a schema; our reader takes it as it is.
/// </summary>
internal static class Schema
{
    private const string OneVersion = "v?[0-9]{1,9}(\\.[0-9]{1,9}){1,3}(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z.-]+)?";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file: a mapping at the root.</summary>
    public static GeneratedDocument File(string path, string title, JsonObject root)
    {
        var document = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = title };
        foreach (var (name, value) in root)
            document[name] = value?.DeepClone();

        return new GeneratedDocument(path, document.ToJsonString(Readable) + "\n");
    }

    /// <summary>A text of a form.</summary>
    public static JsonObject Text(ValueForm form = ValueForm.Text) => form == ValueForm.PruneScope
        ? Choice("images", "volumes", "everything")
        : new() { ["type"] = "string", ["pattern"] = Whole(ValueForms.Pattern(form)) };

    /// <summary>One of a few words.</summary>
    public static JsonObject Choice(params IEnumerable<string> words) => new() { ["type"] = "string", ["enum"] = Array(words) };

    /// <summary>A version of any scheme: which one an application has is beyond a schema.</summary>
    public static JsonObject Version() => new() { ["type"] = "string", ["pattern"] = $"^{OneVersion}$" };

    /// <summary>A version, or those from one to another.</summary>
    public static JsonObject VersionOrRange() => new() { ["type"] = "string", ["pattern"] = $"^({OneVersion}|{OneVersion}\\.\\.({OneVersion})?|\\.\\.{OneVersion})$" };

    /// <summary>A number in a range.</summary>
    public static JsonObject Number(string type, double minimum, double maximum) => new() { ["type"] = type, ["minimum"] = minimum, ["maximum"] = maximum };

    /// <summary>True or false.</summary>
    public static JsonObject Flag() => new() { ["type"] = "boolean", ["default"] = false };

    /// <summary>A list of at least one.</summary>
    public static JsonObject List(JsonObject item) => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = item };

    /// <summary>A mapping with keys of its own choice.</summary>
    public static JsonObject Names(ValueForm form, JsonObject value) => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = Whole(ValueForms.Pattern(form)) },
        ["additionalProperties"] = value,
    };

    /// <summary>A mapping with these keys and no other. Where none is required, an empty value is one too.</summary>
    public static JsonObject Keys(params IReadOnlyCollection<SchemaKey> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
            properties[key.Name] = Described(key);

        var required = keys.Where(key => key.Required).Select(key => key.Name).ToList();
        var map = new JsonObject
        {
            ["type"] = required.Count > 0 ? "object" : new JsonArray("object", "null"),
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (required.Count > 0)
            map["required"] = Array(required);

        return map;
    }

    /// <summary>Texts as JSON.</summary>
    public static JsonArray Array(params IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static JsonObject Described(SchemaKey key)
    {
        var described = new JsonObject { ["description"] = key.Summary };
        foreach (var (name, value) in key.Value)
            described[name] = value?.DeepClone();

        return described;
    }

    private static string Whole(string pattern) => $"^(?:{pattern})$";
}

/// <summary>A key of a mapping, as a schema says it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Required">Whether a mapping without it is refused.</param>
/// <param name="Value">The schema of its value.</param>
/// <param name="Summary">What it means, for hover and completion.</param>
internal sealed record SchemaKey(string Name, bool Required, JsonObject Value, string Summary);
