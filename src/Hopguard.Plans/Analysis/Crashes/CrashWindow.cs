using Hopguard.Plans.Analysis.Interpretation;

namespace Hopguard.Plans.Analysis.Crashes;

/// <summary>A point of a plan behind which a kill or a failure loses data.</summary>
/// <param name="At">The effect behind which it opens.</param>
/// <param name="Store">The store whose data is lost, as it is there.</param>
/// <param name="Best">The copy that comes nearest; null when there is none.</param>
internal sealed record CrashWindow(Transition At, StoreState Store, CopyState? Best);
