using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>A command that a release wants to have run once, after its migrations.</summary>
/// <param name="Service">The service in which it runs.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record PostUpgradeCommand(string Service, ImmutableArray<string> Command, SourcePlace Place)
{
    /// <summary>The command as one types it.</summary>
    public override string ToString() => string.Join(" ", Command);
}
