using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>One way of bending a plan.</summary>
/// <param name="plan">The plan.</param>
/// <param name="application">Its application.</param>
public delegate IEnumerable<Mutant> Mutator(PlanText plan, Application application);

/// <summary>All ways of bending a plan.</summary>
public static class Mutators
{
    /// <summary>Every mutant that one bend makes of a plan.</summary>
    public static IEnumerable<Mutant> All(PlanText plan, Application application) =>
        new Mutator[] { Dropped.Of, Swapped.Of, Duplicated.Of, Weakened.Of, Retargeted.Of, Commanded.Of, Conditioned.Of }.SelectMany(mutator => mutator(plan, application));

    /// <summary>A mutant that two bends make of a plan, chosen by chance.</summary>
    public static Mutant Double(PlanText plan, Application application, Random random)
    {
        var first = Choose(random, [.. All(plan, application)]);
        var second = Choose(random, [.. All(first.Text, application)]);
        return new Mutant($"{first.What}; then {second.What}", second.Text);
    }

    private static Mutant Choose(Random random, IReadOnlyList<Mutant> from) => from[random.Next(from.Count)];
}
