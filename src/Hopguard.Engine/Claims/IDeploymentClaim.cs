namespace Hopguard.Engine.Claims;

/// <summary>The claim on a deployment, held by this process. Disposing lets it go: what cannot be removed now is known for what it is by the next command, and removed then.</summary>
public interface IDeploymentClaim : IDisposable
{
    /// <summary>What the claim says about this process and its run.</summary>
    ClaimRecord Record { get; }

    /// <summary>Called when a host that was lost still does not answer after a few seconds: with what asking it brought, and how long it is waited for.</summary>
    Action<HopguardException, TimeSpan>? Awaits { get; set; }

    /// <summary>Whether the run that the claim was taken for is over, so that nothing of the claim stays when it is let go.</summary>
    bool IsOver { get; set; }

    /// <summary>The run of the deployment that is not over, as its host knows it; null when there is none.</summary>
    Task<ClaimRecord?> FindRunAsync(CancellationToken cancellationToken);

    /// <summary>Writes down on the host that a run is begun or gone on with, so that whoever comes later knows whose the deployment is.</summary>
    Task KeepAsync(string runId, string planId, CancellationToken cancellationToken);

    /// <summary>Removes what <see cref="KeepAsync"/> wrote, by this process or by one whose run is over or given up.</summary>
    Task ForgetAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that the claim is still held; one that was lost is taken again, unless somebody else was quicker.</summary>
    /// <exception cref="HopguardException">Somebody else has it now, or the host does not come back.</exception>
    Task RequireAsync(CancellationToken cancellationToken);
}
