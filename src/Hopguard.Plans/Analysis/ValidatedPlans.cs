using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis;

/// <summary>Files that were read and judged.</summary>
/// <param name="Plans">What could be read.</param>
/// <param name="Findings">Everything that is wrong with the files and the plans in them, by file and place.</param>
public sealed record ValidatedPlans(PlanSet Plans, ImmutableArray<Finding> Findings);
