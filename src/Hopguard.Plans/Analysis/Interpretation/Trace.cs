using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>A plan, interpreted: every state it goes through when nothing fails.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Facts">Its application.</param>
/// <param name="Begin">The state before the first step.</param>
/// <param name="Transitions">Every effect of every step, in order.</param>
public sealed record Trace(Plan Plan, ApplicationFacts Facts, State Begin, ImmutableArray<Transition> Transitions)
{
    // Dozens of rules ask for the same few transitions, so they are found once.
    private readonly Lazy<Dictionary<Type, List<Transition>>> _byEffect = new(() => ByEffect(Transitions));
    private readonly Lazy<ComposeSets> _compose = new(() => new ComposeSets(Facts.Application, Plan));
    private readonly Lazy<ImmutableArray<Loss>> _losses = new(() => [.. Transitions.SelectMany(transition => Loss.Of(transition, Facts))]);
    private readonly Lazy<ImmutableArray<ShellLine>> _shellLines = new(() => ShellLine.Of(Transitions));

    /// <summary>Every loss that the plan brings about, in order.</summary>
    internal ImmutableArray<Loss> Losses => _losses.Value;

    /// <summary>Transitions by effects of one kind, in order.</summary>
    /// <typeparam name="TEffect">The kind; <see cref="Effect"/> for all.</typeparam>
    public IReadOnlyList<Transition> Of<TEffect>()
        where TEffect : Effect =>
        typeof(TEffect) == typeof(Effect) ? Transitions : _byEffect.Value.TryGetValue(typeof(TEffect), out var found) ? found : [];

    private static Dictionary<Type, List<Transition>> ByEffect(ImmutableArray<Transition> transitions)
    {
        var byEffect = new Dictionary<Type, List<Transition>>();
        foreach (var transition in transitions)
        {
            if (!byEffect.TryGetValue(transition.Effect.GetType(), out var same))
                byEffect.Add(transition.Effect.GetType(), same = []);

            same.Add(transition);
        }

        return byEffect;
    }

    /// <summary>What the compose files of both versions say.</summary>
    public ComposeSets Compose => _compose.Value;

    /// <summary>The state after the last step.</summary>
    public State End => Transitions.IsEmpty ? Begin : Transitions[Transitions.Length - 1].After;

    /// <summary>What the steps run as text, read once for all rules.</summary>
    public ImmutableArray<ShellLine> ShellLines => _shellLines.Value;
}
