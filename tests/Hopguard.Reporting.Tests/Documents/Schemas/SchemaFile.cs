using System.Text.Json;
using System.Text.Json.Nodes;
using Hopguard.Reporting.Documents;
using Json.Schema;

namespace Hopguard.Reporting.Tests.Documents.Schemas;

/// <summary>A schema as a validator of others understands it.</summary>
internal sealed class SchemaFile(string path)
{
    private readonly JsonSchema _schema = JsonSchema.FromText(GeneratedDocuments.All().Single(document => document.Path == path).Text);

    public static SchemaFile Plan { get; } = new("plans/plan.schema.json");

    public static SchemaFile Application { get; } = new("plans/application.schema.json");

    public bool Accepts(string yaml) => Accepts(YamlAsJson.Parse(yaml));

    public bool Accepts(JsonNode? json) => _schema.Evaluate(JsonSerializer.SerializeToElement(json)).IsValid;
}
