using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>How the pods of a service are told from others on a cluster, from a release on.</summary>
/// <param name="Labels">Labels that its pods have, and no other pods of the application have all of.</param>
/// <param name="Container">The container of the pod that runs the service.</param>
/// <param name="Since">The first release that has it so; null for the oldest.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record Workload(ImmutableSortedDictionary<string, string> Labels, string Container, ReleaseVersion? Since, SourcePlace Place)
{
    /// <summary>The labels as a selector: <c>app=shop,tier=web</c>.</summary>
    public string Selector => string.Join(",", Labels.Select(label => $"{label.Key}={label.Value}"));
}
