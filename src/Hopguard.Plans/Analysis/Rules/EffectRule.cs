using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>A rule that judges every effect of one kind by the state before it.</summary>
/// <typeparam name="TEffect">The kind; <see cref="Effect"/> for all.</typeparam>
public abstract class EffectRule<TEffect> : PlanRule
    where TEffect : Effect
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var transitions = trace.Of<TEffect>();
        // Most rules are about what a plan does not do.
        return transitions.Count == 0 ? [] : transitions.SelectMany(transition => Check((TEffect)transition.Effect, transition, trace));
    }

    /// <summary>Judges one effect.</summary>
    protected abstract IEnumerable<Finding> Check(TEffect effect, Transition at, Trace trace);
}
