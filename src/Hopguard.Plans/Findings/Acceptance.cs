namespace Hopguard.Plans.Findings;

/// <summary>Why a finding is accepted: an exception that the plan itself writes beside the step.</summary>
/// <param name="Reason">The reason, in the plan's own words.</param>
/// <param name="Place">Where the exception names the rule.</param>
public sealed record Acceptance(string Reason, SourcePlace Place);
