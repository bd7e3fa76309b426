using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis;

/// <summary>A plan, interpreted: every state it goes through when nothing fails.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Facts">Its application.</param>
/// <param name="Begin">The state before the first step.</param>
/// <param name="Transitions">Every effect of every step, in order.</param>
public sealed record Trace(Plan Plan, ApplicationFacts Facts, State Begin, ImmutableArray<Transition> Transitions)
{
    /// <summary>The state after the last step.</summary>
    public State End => Transitions.IsEmpty ? Begin : Transitions[Transitions.Length - 1].After;
}
