using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hopguard.Docker.Wire;

/// <summary>How the engine writes JSON: names in Pascal case, null for empty lists.</summary>
internal static class WireJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A list of labels as the filter of a listing asks for them.</summary>
    public static string LabelFilter(IReadOnlyDictionary<string, string?> labels) => Filter("label", [.. labels.Select(label => label.Value is null ? label.Key : $"{label.Key}={label.Value}")]);

    /// <summary>A filter of a listing, as part of a query.</summary>
    public static string Filter(string name, params string[] values) =>
        "filters=" + Uri.EscapeDataString(JsonSerializer.Serialize(new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = values }));
}

/// <summary>The body of a refusal.</summary>
internal sealed record WireMessage(string? Message);
