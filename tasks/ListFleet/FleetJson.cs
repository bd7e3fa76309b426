using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hopguard.Tasks.ListFleet;

/// <summary>A fleet for programs.</summary>
internal static class FleetJson
{
    // Neither a page nor a script of a browser is made of it.
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = OneLine with { Indented = true, NewLine = "\n" };
    private static readonly JsonSerializerOptions Labels = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of it, as <c>--format=json</c> tells it.</summary>
    public static string Render(IReadOnlyList<FleetWave> waves) => Write(Indented, json =>
    {
        json.WriteStartArray("waves");
        foreach (var wave in waves)
        {
            json.WriteStartObject();
            json.WriteString("name", wave.Name);
            json.WriteStartArray("deployments");
            foreach (var deployment in wave.Deployments)
            {
                json.WriteStartObject();
                json.WriteString("deployment", deployment.Folder);
                json.WriteString("application", deployment.Application);
                json.WriteString("state", deployment.State);
                json.WriteStartArray("runsOn");
                foreach (var label in deployment.Labels)
                    json.WriteStringValue(label);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>
    /// A wave as a matrix of jobs: every value is a text, as the inputs of <c>upgrade.yml</c> are, so that the labels are JSON inside of JSON.
    /// </summary>
    public static string Matrix(FleetWave wave) => Write(OneLine, json =>
    {
        json.WriteStartArray("include");
        foreach (var deployment in wave.Deployments)
        {
            json.WriteStartObject();
            json.WriteString("name", $"{wave.Name}: {deployment.Folder} ({deployment.Runner})");
            json.WriteString("deployment", deployment.Folder);
            json.WriteString("application", deployment.Application);
            json.WriteString("state", deployment.State ?? string.Empty);
            json.WriteString("runs-on", JsonSerializer.Serialize(deployment.Labels, Labels));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
