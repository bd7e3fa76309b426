using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>A compose service (or its Kubernetes counterpart) and the stores it may change.</summary>
public sealed record Service(string Name, ImmutableArray<string> Writes, SourcePlace Place)
{
    /// <summary>How it is found on a cluster, oldest release first; empty where nobody said so.</summary>
    public ImmutableArray<Workload> Workloads { get; init; } = [];
}
