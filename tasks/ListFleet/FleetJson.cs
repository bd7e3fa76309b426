using System.Text.Encodings.Web;
using System.Text.Json;
using Hopguard.Reporting.Text;

namespace Hopguard.Tasks.ListFleet;

/// <summary>A fleet for programs.</summary>
internal static class FleetJson
{
    // Neither a page nor a script of a browser is made of it.
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of it, as <c>--format=json</c> tells it.</summary>
    public static string Render(IReadOnlyList<FleetWave> waves) => ReportJson.Write(
        new
        {
            Waves = waves.Select(wave => new
            {
                wave.Name,
                Deployments = wave.Deployments.Select(deployment => new { Deployment = deployment.Folder, deployment.Application, deployment.State, RunsOn = deployment.Labels }),
            }),
        },
        sparse: false);

    /// <summary>
    /// A wave as a matrix of jobs: every value is a text, as the inputs of <c>upgrade.yml</c> are, so that the labels are JSON inside of JSON.
    /// </summary>
    public static string Matrix(FleetWave wave) => JsonSerializer.Serialize(
        new
        {
            include = wave.Deployments.Select(deployment => new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["name"] = $"{wave.Name}: {deployment.Folder} ({deployment.Runner})",
                ["deployment"] = deployment.Folder,
                ["application"] = deployment.Application,
                ["state"] = deployment.State ?? string.Empty,
                ["runs-on"] = JsonSerializer.Serialize(deployment.Labels, OneLine),
            }),
        },
        OneLine);
}
