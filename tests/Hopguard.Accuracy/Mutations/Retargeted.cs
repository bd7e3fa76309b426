using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A step names another store, copy, trial or service than it should.</summary>
public static class Retargeted
{
    /// <summary>The mutants.</summary>
    public static IEnumerable<Mutant> Of(PlanText plan, Application application)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            foreach (var (key, word) in plan.Steps[i].Uses(Reference.Store, Reference.Service, Reference.Copy, Reference.Trial, Reference.Proof))
            {
                foreach (var other in Others(key, plan, application).Where(other => other != word))
                {
                    var words = plan.Steps[i].Values[key.Name].Replace(word, other);
                    yield return new Mutant($"retarget {plan.Label(i)}: '{key.Name}' from '{word}' to '{other}'", plan.With(i, plan.Steps[i].With(key.Name, [.. words])));
                }
            }
        }
    }

    private static IEnumerable<string> Others(StepKey key, PlanText plan, Application application) => key.Attribute.Refers switch
    {
        Reference.Store => application.Stores.Keys.Order(StringComparer.Ordinal),
        Reference.Service => application.Services.Keys.Order(StringComparer.Ordinal),
        Reference.Copy => Made(plan, Reference.Copy),
        _ => Made(plan, Reference.Trial),
    };

    private static IEnumerable<string> Made(PlanText plan, Reference what) =>
        plan.Steps.SelectMany(step => step.Uses(Reference.New)).Where(use => use.Key.Attribute.Makes == what).Select(use => use.Word).Distinct(StringComparer.Ordinal);
}
