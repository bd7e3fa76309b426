using System.Text.Json;
using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Claims;

/// <summary>What stands on the engine about who works on a deployment, as labels of the claim's container and of its volume. Holds no secret.</summary>
/// <param name="Project">The compose project of the deployment.</param>
/// <param name="DeploymentFolder">The deployment's folder, links resolved, as the owner's host names it.</param>
/// <param name="StateFolder">Where the owner keeps its runs, links resolved, as the owner's host names it.</param>
/// <param name="StateId">The id of that folder: the same under every path and on every host.</param>
/// <param name="Owner">Who took the claim.</param>
public sealed record ClaimRecord(string Project, string DeploymentFolder, string StateFolder, string StateId, RunOwner Owner)
{
    /// <summary>The role of what a claim is made of; see <see cref="EngineLabels.Role"/>.</summary>
    public const string Role = "claim";

    private const string DeploymentLabel = "hopguard.claim.deployment";
    private const string StateLabel = "hopguard.claim.state";
    private const string StateIdLabel = "hopguard.claim.state-id";
    private const string OwnerLabel = "hopguard.claim.owner";
    // Not the label of what a run made: a claim is no leftover of it.
    private const string RunLabel = "hopguard.claim.run";
    private const string PlanLabel = "hopguard.claim.plan";
    private const string ImageLabel = "hopguard.claim.image";

    /// <summary>The run that is worked on; empty while none is known yet.</summary>
    public string RunId { get; init; } = string.Empty;

    /// <summary>The plan of that run; empty while none is known yet.</summary>
    public string PlanId { get; init; } = string.Empty;

    /// <summary>An image that the engine has and that a claim can be held with.</summary>
    public string Image { get; init; } = string.Empty;

    /// <summary>The name of both the container and the volume: a name on an engine is given once, which is what makes the claim exclusive.</summary>
    public string Name => NameFor(Project);

    /// <summary>The name of a project's claim.</summary>
    public static string NameFor(string project) => $"hopguard-claim-{project}";

    /// <summary>Labels that ask for every claim on the engine.</summary>
    public static IReadOnlyDictionary<string, string?> Any { get; } = new Dictionary<string, string?>(StringComparer.Ordinal) { [StateIdLabel] = null };

    /// <summary>What the container and the volume of the claim say about it, for whoever finds them.</summary>
    public IReadOnlyDictionary<string, string> ToLabels() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EngineLabels.Project] = Project,
        [RunLabel] = RunId,
        [EngineLabels.Role] = Role,
        [DeploymentLabel] = DeploymentFolder,
        [StateLabel] = StateFolder,
        [StateIdLabel] = StateId,
        [OwnerLabel] = JsonSerializer.Serialize(Owner),
        [PlanLabel] = PlanId,
        [ImageLabel] = Image,
    };

    /// <summary>The record that labels hold; null where they are none of a claim.</summary>
    public static ClaimRecord? From(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(EngineLabels.Project, out var project) && labels.TryGetValue(StateIdLabel, out var stateId)
            ? new ClaimRecord(project, labels.GetValueOrDefault(DeploymentLabel, string.Empty), labels.GetValueOrDefault(StateLabel, string.Empty), stateId, OwnerOf(labels))
            {
                RunId = labels.GetValueOrDefault(RunLabel, string.Empty),
                PlanId = labels.GetValueOrDefault(PlanLabel, string.Empty),
                Image = labels.GetValueOrDefault(ImageLabel, string.Empty),
            }
            : null;

    private static RunOwner OwnerOf(IReadOnlyDictionary<string, string> labels)
    {
        try
        {
            return JsonSerializer.Deserialize<RunOwner>(labels.GetValueOrDefault(OwnerLabel, "null")) ?? RunOwner.Unknown;
        }
        catch (JsonException)
        {
            return RunOwner.Unknown;
        }
    }
}
