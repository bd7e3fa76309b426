using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules.Order;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// What every step of a plan meets when its turn comes. A typed step needs the services that its effects ask for. Of a line of shell, and of a command that does not say what it
/// does, nobody knows the needs: it must meet the same running services, source tree, filled stores and variables, and stand in the same order among its like.
/// </summary>
internal sealed class Conditions
{
    private readonly ImmutableArray<Condition> _all;
    private readonly Dictionary<string, Condition> _byWords;

    private Conditions(ImmutableArray<Condition> all) => (_all, _byWords) = (all, all.ToDictionary(condition => condition.Words, StringComparer.Ordinal));

    /// <summary>What a plan's steps meet; null while a name in it refers to nothing.</summary>
    public static Conditions? Of(ApplicationFacts facts, Plan plan) =>
        PlanNames.Check(facts.Application, plan).IsEmpty ? new Conditions([.. Find(Interpreter.Run(facts, plan))]) : null;

    /// <summary>Whether every step that was there before, and still is, finds what it found then.</summary>
    public bool Keep(Conditions before) =>
        _all.All(now => !before._byWords.TryGetValue(now.Words, out var then) || now.Keeps(then))
        && Opaque(before).SequenceEqual(before.Opaque(this), StringComparer.Ordinal);

    private IEnumerable<string> Opaque(Conditions other) => _all.Where(condition => condition.IsOpaque && other._byWords.ContainsKey(condition.Words)).Select(condition => condition.Words);

    /// <summary>A step's kind and arguments.</summary>
    public static string WordsOf(Step step) => $"{StepKind.Of(step).Name} {string.Join(" ", step.Arguments.Select(argument => $"{argument.Key}: {argument.Text}"))}";

    private static IEnumerable<Condition> Find(Trace trace)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < trace.Transitions.Length;)
        {
            var step = trace.Transitions[i].Step;
            var first = trace.Transitions[i].Before;
            var needs = new List<string>();
            for (; i < trace.Transitions.Length && ReferenceEquals(trace.Transitions[i].Step, step); i++)
                needs.AddRange(Needs(trace.Transitions[i], trace));

            // Of steps that are written alike, each is the one with its number.
            var words = WordsOf(step);
            times[words] = times.TryGetValue(words, out var time) ? time + 1 : 1;
            yield return new Condition($"{words} #{times[words]}", step is RunShell or RunCommand { Does: null }, first, needs);
        }
    }

    private static IEnumerable<string> Needs(Transition at, Trace trace) => at.Effect switch
    {
        TakesCopy copy when at.Before.Stores.TryGetValue(copy.Store, out var store) && store.Store.Kind == StoreKind.PostgreSql => [store.Store.Service],
        var effect => UsedWhileStopped.Needed(effect, at, trace) is { } service ? [service] : [],
    };

    private sealed record Condition(string Words, bool IsOpaque, State State, List<string> Needs)
    {
        public bool Keeps(Condition then) => IsOpaque
            ? State.Running.Count == then.State.Running.Count
                && State.Running.Keys.All(then.State.Running.ContainsKey)
                && ReferenceEquals(State.Deployed, then.State.Deployed)
                && State.Stores.All(pair => then.State.Stores[pair.Key].HasData == pair.Value.HasData)
                && State.Settings.Count == then.State.Settings.Count
                && State.Settings.All(pair => then.State.Settings.TryGetValue(pair.Key, out var setting) && (setting.Value, setting.IsInFile) == (pair.Value.Value, pair.Value.IsInFile))
            : Needs.TrueForAll(service => State.Running.ContainsKey(service) || !then.State.Running.ContainsKey(service));
    }
}
