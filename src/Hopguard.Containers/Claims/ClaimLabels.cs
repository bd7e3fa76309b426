using System.Text.Json;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Claims;

namespace Hopguard.Containers.Claims;

/// <summary>A claim's record as labels of its container and of its volume.</summary>
public static class ClaimLabels
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

    /// <summary>Labels that ask for every claim on the engine.</summary>
    public static IReadOnlyDictionary<string, string?> Any { get; } = new Dictionary<string, string?>(StringComparer.Ordinal) { [StateIdLabel] = null };

    /// <summary>What the container and the volume of the claim say about it, for whoever finds them.</summary>
    public static IReadOnlyDictionary<string, string> Of(ClaimRecord record) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EngineLabels.Project] = record.Project,
        [RunLabel] = record.RunId,
        [EngineLabels.Role] = Role,
        [DeploymentLabel] = record.DeploymentFolder,
        [StateLabel] = record.StateFolder,
        [StateIdLabel] = record.StateId,
        [OwnerLabel] = JsonSerializer.Serialize(record.Owner),
        [PlanLabel] = record.PlanId,
        [ImageLabel] = record.Image,
    };

    /// <summary>The record that labels hold; null where they are none of a claim.</summary>
    public static ClaimRecord? Read(IReadOnlyDictionary<string, string> labels) =>
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
