using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>A comment that accepts a rule's findings: <c># hopguard: accept HOP105 because …</c>.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Place">Where the rule is named.</param>
/// <param name="FirstLine">First line of the step, or of the key at the plan's head, beside which it stands.</param>
/// <param name="LastLine">Its last line.</param>
public sealed record PlanException(string RuleId, string Reason, SourcePlace Place, int FirstLine, int LastLine)
{
    /// <summary>Whether a place lies in the lines that it covers.</summary>
    public bool Covers(SourcePlace place) => place.Path == Place.Path && place.Line >= FirstLine && place.Line <= LastLine;
}
