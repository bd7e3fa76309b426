using Hopguard.Engine.Claims;

namespace Hopguard.Engine.Runs;

/// <summary>
/// The right to work on a deployment: the claim on its engine, which keeps every other state folder and host away, and the lock of the state folder, which keeps
/// two processes from writing one journal even where they speak to different engines.
/// </summary>
internal sealed class DeploymentAccess(DeploymentLock stateLock, IDeploymentClaim claim) : IDisposable
{
    /// <summary>The claim.</summary>
    public IDeploymentClaim Claim => claim;

    /// <summary>Whether the operator gave up a run whose state is lost, and it was found that nothing of it is left.</summary>
    public bool GivesUp { get; init; }

    /// <inheritdoc />
    public void Dispose()
    {
        claim.Dispose();
        stateLock.Dispose();
    }
}
