using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>Who stands in the way of a step that needs volumes to itself.</summary>
internal static class VolumeHindrances
{
    /// <summary>Why a volume cannot be filled or moved now; null where nobody uses it.</summary>
    public static async Task<StepOutcome.Failed?> FindUsersAsync(IContainerEngine engine, string volume, CancellationToken cancellationToken) =>
        await engine.FindUsersAsync(volume, cancellationToken) is { } users
            ? new StepOutcome.Failed($"Volume '{volume}' is in use by {users}", $"Stop what uses volume '{volume}': {users}") { AfterRollback = VolumeUsers.AfterRollback(users) }
            : null;

    /// <summary>Why an undoing cannot move volumes; null where nobody uses them but the project, whose containers it stops itself.</summary>
    public static async Task<StepOutcome.Failed?> FindStrangersAsync(IContainerEngine engine, IEnumerable<string> places, string project, CancellationToken cancellationToken)
    {
        foreach (var place in places)
        {
            var others = (await engine.ListUsersAsync(place, cancellationToken)).Where(user => user.Project != project && !user.Labels.ContainsKey(EngineLabels.Tool)).Select(user => user.Name).ToList();
            if (others.Count > 0)
            {
                return new StepOutcome.Failed(
                    $"Volume '{place}', which a rollback needs, is in use outside of the project by {string.Join(", ", others)}", $"Stop what uses volume '{place}': docker stop {string.Join(' ', others)}");
            }
        }

        return null;
    }
}
