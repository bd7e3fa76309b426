using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A step stands in the plan twice. What it makes gets another name the second time.</summary>
public static class Duplicated
{
    /// <summary>The mutants.</summary>
    public static IEnumerable<Mutant> Of(PlanText plan, Application application)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            var twin = plan.Steps[i].Uses(Reference.New).Aggregate(plan.Steps[i], (step, use) => step.With(use.Key.Name, use.Word + "-again"));
            for (var k = 0; k <= plan.Steps.Length; k++)
                yield return new Mutant($"repeat {plan.Label(i)} at place {k + 1}", plan with { Steps = plan.Steps.Insert(k, twin) });
        }
    }
}
