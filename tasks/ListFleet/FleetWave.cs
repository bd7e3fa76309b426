namespace Hopguard.Tasks.ListFleet;

/// <summary>The deployments that are upgraded together, once those of the wave before were accepted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Deployments">Its deployments, at least one.</param>
internal sealed record FleetWave(string Name, IReadOnlyList<FleetDeployment> Deployments)
{
    /// <summary>The jobs that GitHub makes of a matrix at most.</summary>
    public const int MostDeployments = 256;
}
