using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>Looks for one mistake in what an application's file and its releases' compose files say, or in the way that its hops make together.</summary>
public abstract class ApplicationRule
{
    /// <summary>The mistake it looks for.</summary>
    public abstract Rule Rule { get; }

    /// <summary>Every occurrence of the mistake.</summary>
    /// <param name="application">The application.</param>
    /// <param name="plans">Its plans.</param>
    public abstract IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans);

    /// <summary>A finding of this rule.</summary>
    /// <param name="place">The key or value that is wrong.</param>
    /// <param name="message">Subject in quotes, fact; remedy. No full stop.</param>
    /// <param name="related">Places that explain it.</param>
    protected Finding At(SourcePlace place, Message message, params RelatedPlace[] related) => new(Rule, place, message, [.. related]);
}
