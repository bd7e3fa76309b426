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

            if (trace.Facts.UsersOf(store.Store).FirstOrDefault(transition.Before.Running.ContainsKey) is { } user)
            {
                var started = transition.Before.Running[user].StartedBy;
                RelatedPlace[] related = started is null ? [] : [new RelatedPlace(started.Place, $"'{user}' is started here")];
                yield return At(name.Place, $"Files of store '{name}' are moved while service '{user}' runs on them; add 'compose-down' before this step", related);
            }
        }
    }

    private static Name? Moved(Effect effect) => effect switch
    {
        RetiresStore retires => retires.Store,
        DestroysStore destroys => destroys.Store,
        PromotesTrial promotes => promotes.To,
        _ => null,
    };
}
