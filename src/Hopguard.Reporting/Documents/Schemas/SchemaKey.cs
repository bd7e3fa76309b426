using System.Text.Json.Nodes;

namespace Hopguard.Reporting.Documents.Schemas;

/// <summary>A key of a mapping, as a schema says it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Required">Whether a mapping without it is refused.</param>
/// <param name="Value">The schema of its value.</param>
/// <param name="Summary">What it means, for hover and completion.</param>
internal sealed record SchemaKey(string Name, bool Required, JsonObject Value, string Summary);
