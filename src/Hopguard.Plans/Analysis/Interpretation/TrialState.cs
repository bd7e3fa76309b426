using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>A copy restored side by side.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="Copy">The copy restored.</param>
/// <param name="Store">The store that the copy was taken of.</param>
/// <param name="Epoch">The epoch of what it holds.</param>
/// <param name="PostgreSqlMajor">The major of its server; null where neither plan nor release says.</param>
/// <param name="RestoredBy">The step that restored it.</param>
public sealed record TrialState(string Name, string Copy, string Store, int Epoch, int? PostgreSqlMajor, Step RestoredBy)
{
    /// <summary>The step that compared it with its source; null as long as none did.</summary>
    public Step? VerifiedBy { get; init; }
}
