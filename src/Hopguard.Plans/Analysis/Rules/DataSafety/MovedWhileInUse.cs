using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.MovedWhileInUse" />
public sealed class MovedWhileInUse : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.MovedWhileInUse;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        foreach (var transition in trace.Transitions)
        {
            if (Moved(transition.Effect) is not { } name || !transition.Before.Stores.TryGetValue(name, out var store))
                continue;

            if (UsersInTheWay(transition.Effect, store, trace.Facts).FirstOrDefault(transition.Before.Running.ContainsKey) is { } user)
                yield return Judge(name, user, transition, trace);
        }
    }

    private Finding Judge(Name name, string user, Transition at, Trace trace) => At(
        name.Place,
        new(
            $"Data of store '{name}' is moved or replaced while service '{user}' runs on it; stop the service before this step",
            $"サービス '{user}' が使っている間に、ストア '{name}' のデータが移動または置き換えられます。このステップの前に停止してください"),
        Related.Running(user, at.Before, trace.Facts));

    // A restore into a database goes through its server, and what filled an empty store meanwhile has a finding of its own.
    private static IEnumerable<string> UsersInTheWay(Effect effect, StoreState store, ApplicationFacts facts) => effect switch
    {
        RestoresInPlace when store.FilledBy is not null => [],
        RestoresInPlace => facts.WritersOf(store.Store.Name),
        _ => facts.UsersOf(store.Store),
    };

    private static Name? Moved(Effect effect) => effect switch
    {
        RetiresStore retires => retires.Store,
        DestroysStore destroys => destroys.Store,
        PromotesTrial promotes => promotes.To,
        RestoresInPlace restores => restores.To,
        _ => null,
    };
}
