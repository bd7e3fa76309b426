using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A step is missing; or a step that makes something, with every step that uses it.</summary>
public static class Dropped
{
    /// <summary>The mutants.</summary>
    public static IEnumerable<Mutant> Of(PlanText plan, Application application)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            yield return new Mutant($"drop {plan.Label(i)}", plan with { Steps = plan.Steps.RemoveAt(i) });
            var gone = Dependants(plan, i);
            if (gone.Count > 1)
                yield return new Mutant($"drop {plan.Label(i)} and all that use it", plan with { Steps = [.. plan.Steps.Where((_, index) => !gone.Contains(index))] });
        }
    }

    private static HashSet<int> Dependants(PlanText plan, int index)
    {
        var gone = new HashSet<int> { index };
        var names = plan.Steps[index].Uses(Reference.New).Select(use => use.Word).ToHashSet(StringComparer.Ordinal);
        for (var i = index + 1; i < plan.Steps.Length; i++)
        {
            if (!plan.Steps[i].Uses(Reference.Copy, Reference.Trial, Reference.Proof, Reference.Source).Any(use => names.Contains(use.Word)))
                continue;

            gone.Add(i);
            names.UnionWith(plan.Steps[i].Uses(Reference.New).Select(use => use.Word));
        }

        return gone;
    }
}
