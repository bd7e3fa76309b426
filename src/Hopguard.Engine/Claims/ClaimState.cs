namespace Hopguard.Engine.Claims;

/// <summary>What the engine says about the claim on a deployment.</summary>
/// <param name="Holder">Who works on the deployment at this moment: its process lives. Null when nobody does.</param>
/// <param name="Run">The run that is not over, whether somebody works on it or not, and where its state lies; null when the deployment is free.</param>
public sealed record ClaimState(ClaimRecord? Holder, ClaimRecord? Run)
{
    /// <summary>Whether a run was begun, is not over, and nobody works on it: interrupted, failed, or waiting for the operator.</summary>
    public bool IsLeft => Holder is null && Run is not null;
}
