using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>A port that a service publishes on the host.</summary>
/// <param name="Address">The address of the host; null for all of them.</param>
/// <param name="Text">The port as written.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record ComposePort(string? Address, string Text, SourcePlace Place)
{
    /// <summary>Whether only programs of the host itself reach it.</summary>
    public bool IsLocal => Address is { } address && (address.StartsWith("127.", StringComparison.Ordinal) || address is "::1" or "localhost");
}
