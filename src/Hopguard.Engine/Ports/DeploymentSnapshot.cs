using System.Text.Json;
using System.Text.Json.Serialization;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Ports;

/// <summary>
/// A deployment as it was found when a run began: what every later step resolves names by, and what a rollback returns to. Holds no secret. The engine knows what every
/// kind of deployment has; the rest is the kind's own, which it keeps in the journal unread.
/// </summary>
public sealed record DeploymentSnapshot
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What the deployment runs on.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DeploymentKind>))]
    public DeploymentKind Kind { get; init; }

    /// <summary>The name that the deployment's host knows it by: a compose project, a Helm release.</summary>
    public required string Project { get; init; }

    /// <summary>The deployment's folder: where its files are.</summary>
    public required string Folder { get; init; }

    /// <summary>The id of the host: see <see cref="Claims.IDeploymentHost.FindIdAsync"/>.</summary>
    public required string EngineId { get; init; }

    /// <summary>The installed version, read from what runs.</summary>
    public required string Version { get; init; }

    /// <summary>The major that the server of each PostgreSQL store told, by store; one that did not answer is missing.</summary>
    public IReadOnlyDictionary<string, int> Majors { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Stores that lie in a database outside of the deployment, each with where, for people: <c>service 'server' connects to 'db.example.org:5432' (DB_HOST)</c>.</summary>
    public IReadOnlyDictionary<string, string> External { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the kind of deployment found beyond that, written and read by it alone.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Details { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>The details as the kind has them.</summary>
    /// <typeparam name="T">What the kind keeps of a deployment.</typeparam>
    /// <exception cref="JsonException">They are those of another kind.</exception>
    public T DetailsAs<T>() => JsonSerializer.SerializeToElement(Details, Json).Deserialize<T>(Json)!;

    /// <summary>The snapshot with the kind's details.</summary>
    /// <typeparam name="T">What the kind keeps of a deployment.</typeparam>
    public DeploymentSnapshot WithDetails<T>(T details) =>
        this with { Details = JsonSerializer.SerializeToElement(details, Json).Deserialize<Dictionary<string, JsonElement>>(Json)! };
}
