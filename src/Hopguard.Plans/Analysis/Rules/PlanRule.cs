using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>Looks for one mistake. A rule keeps no state: it asks the trace.</summary>
public abstract class PlanRule
{
    /// <summary>The mistake it looks for.</summary>
    public abstract Rule Rule { get; }

    /// <summary>Every occurrence of the mistake.</summary>
    public abstract IEnumerable<Finding> Check(Trace trace);

    /// <summary>Every occurrence of the mistake that a plan for many pairs of versions has in itself, before any of its pairs is looked at. Most mistakes are those of a pair.</summary>
    /// <param name="application">The application.</param>
    /// <param name="range">The plan.</param>
    /// <param name="isEmpty">Whether there is no pair that it serves.</param>
    public virtual IEnumerable<Finding> CheckRange(Application application, Plan range, bool isEmpty) => [];

    /// <summary>A finding of this rule.</summary>
    /// <param name="place">The key or value that is wrong.</param>
    /// <param name="message">Subject in quotes, fact; remedy. No full stop.</param>
    /// <param name="related">Places that explain it.</param>
    protected Finding At(SourcePlace place, Message message, params RelatedPlace[] related) => new(Rule, place, message, [.. related]);
}
