using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>A service that runs.</summary>
/// <param name="StartedBy">The step that started it; null when it ran before the plan began.</param>
/// <param name="Release">The release whose code it runs; null where it is not known.</param>
public sealed record RunningService(Step? StartedBy, Release? Release);
