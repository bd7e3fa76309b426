using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>One effect of one step, with the states on both sides of it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Before">The state before.</param>
/// <param name="After">The state after.</param>
public sealed record Transition(Step Step, Effect Effect, State Before, State After);
