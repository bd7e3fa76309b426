using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>Looks for one mistake. A rule keeps no state: it asks the trace.</summary>
public abstract class PlanRule
{
    /// <summary>The mistake it looks for.</summary>
    public abstract Rule Rule { get; }

    /// <summary>Every occurrence of the mistake.</summary>
    public abstract IEnumerable<Finding> Check(Trace trace);

    /// <summary>A finding of this rule.</summary>
    /// <param name="place">The key or value that is wrong.</param>
    /// <param name="message">Subject in quotes, fact; remedy. No full stop.</param>
    /// <param name="related">Places that explain it.</param>
    protected Finding At(SourcePlace place, Message message, params RelatedPlace[] related) => new(Rule, place, message, [.. related]);
}
