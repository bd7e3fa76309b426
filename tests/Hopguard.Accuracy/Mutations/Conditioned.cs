using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>In a plan for many pairs of versions a step belongs to all hops, or to others than it should.</summary>
public static class Conditioned
{
    /// <summary>The mutants; none of a plan whose steps have no conditions.</summary>
    public static IEnumerable<Mutant> Of(PlanText plan, Application application)
    {
        var conditions = plan.Steps.Select(step => step.When).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < plan.Steps.Length && conditions.Count > 0; i++)
        {
            var step = plan.Steps[i];
            if (step.When is { } when)
                yield return Bent(plan, i, null);
            foreach (var other in conditions.Concat(conditions.Select(Opposite).OfType<string>()).Where(other => other != step.When))
                yield return Bent(plan, i, other);
        }
    }

    private static Mutant Bent(PlanText plan, int index, string? when) =>
        new($"let {plan.Label(index)} belong to {when ?? "every hop"} instead of {plan.Steps[index].When ?? "every hop"}", plan.With(index, plan.Steps[index] with { When = when }));

    // Of several facts together nobody writes the opposite down.
    private static string? Opposite(string condition) => condition[0] == '[' || condition.Contains("not:", StringComparison.Ordinal) ? null : $"{{ not: {condition} }}";
}
