using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP010: a store is removed, retired or replaced while a service that uses it runs.</summary>
public sealed class MovedWhileInUse : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP010",
        new("A store is removed, retired or replaced while a service that uses it runs", "使用中のストアが削除、退避または置き換えられる"),
        new(
            "Data that moves under a running service is torn apart.",
            "動いているサービスの下でデータを動かすと、整合性が失われます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        foreach (var transition in trace.Transitions)
        {
            if (Moved(transition, trace.Facts) is not { } name || !transition.Before.Stores.TryGetValue(name, out var store))
                continue;

            if (UsersInTheWay(transition.Effect, store, trace.Facts).FirstOrDefault(service => transition.Before.RunsOn(service, store.Store) is not null) is { } user)
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

    // What a command destroys goes through the service that it runs in, and is no move.
    private static Name? Moved(Transition at, ApplicationFacts facts) => at.Effect is PromotesTrial promotes
        ? promotes.To
        : TakenAway.By(at.Effect, at.Before, facts).FirstOrDefault(taken => taken is { Named: not null, How: not Removal.Cleared })?.Named;
}
