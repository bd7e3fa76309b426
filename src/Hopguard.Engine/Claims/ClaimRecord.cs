namespace Hopguard.Engine.Claims;

/// <summary>What stands on a host about who works on a deployment. Holds no secret.</summary>
/// <param name="Project">The compose project of the deployment.</param>
/// <param name="DeploymentFolder">The deployment's folder, links resolved, as the owner's host names it.</param>
/// <param name="StateFolder">Where the owner keeps its runs, links resolved, as the owner's host names it.</param>
/// <param name="StateId">The id of that folder: the same under every path and on every host.</param>
/// <param name="Owner">Who took the claim.</param>
public sealed record ClaimRecord(string Project, string DeploymentFolder, string StateFolder, string StateId, RunOwner Owner)
{
    /// <summary>The run that is worked on; empty while none is known yet.</summary>
    public string RunId { get; init; } = string.Empty;

    /// <summary>The plan of that run; empty while none is known yet.</summary>
    public string PlanId { get; init; } = string.Empty;

    /// <summary>An image that the engine has and that a claim can be held with.</summary>
    public string Image { get; init; } = string.Empty;

    /// <summary>The name of what holds it: a name is given once on a host, which is what makes the claim exclusive.</summary>
    public string Name => NameFor(Project);

    /// <summary>The name of a project's claim.</summary>
    public static string NameFor(string project) => $"hopguard-claim-{project}";
}
