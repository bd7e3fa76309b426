using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>Two steps have changed places, or one has moved.</summary>
public static class Swapped
{
    /// <summary>The mutants.</summary>
    public static IEnumerable<Mutant> Of(PlanText plan, Application application)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            for (var k = 0; k < plan.Steps.Length; k++)
            {
                if (k > i)
                    yield return new Mutant($"swap {plan.Label(i)} and {plan.Label(k)}", plan.With(i, plan.Steps[k]).With(k, plan.Steps[i]));
                if (Math.Abs(k - i) > 1)
                    yield return new Mutant($"move {plan.Label(i)} to place {k + 1}", plan with { Steps = plan.Steps.RemoveAt(i).Insert(k, plan.Steps[i]) });
            }
        }
    }
}
