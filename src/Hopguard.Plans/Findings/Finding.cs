using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>A mistake found in a file.</summary>
/// <param name="Rule">Which mistake.</param>
/// <param name="Place">The key or value that is wrong.</param>
/// <param name="Message">The subject in quotes, the fact, the remedy; one sentence without a full stop.</param>
/// <param name="Related">Places that explain it: the copy, the writer that made it stale.</param>
public sealed record Finding(Rule Rule, SourcePlace Place, Message Message, ImmutableArray<RelatedPlace> Related)
{
    /// <summary>How much it weighs where it was found: the rule's own severity, unless a <c>hopguard.yaml</c> says otherwise.</summary>
    public Severity Severity { get; init; } = Rule.Severity;

    /// <summary>The exception in the plan that accepts it; null when nothing does. An accepted finding is a note.</summary>
    public Acceptance? Accepted { get; init; }

    /// <summary>The line that compilers print: <c>plans/x.yaml(8,9): error HOP001: ...</c>.</summary>
    public override string ToString() => $"{Place}: {Severity.ToString().ToLowerInvariant()} {Rule.Id}: {Message.English}";
}

/// <summary>A place that explains a finding.</summary>
/// <param name="Place">The place.</param>
/// <param name="Message">What happened there, in a few words.</param>
public sealed record RelatedPlace(SourcePlace Place, Message Message);
