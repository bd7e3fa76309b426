using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A plan that loses nothing, from which mutants are made.</summary>
/// <param name="Name">Its path, relative to the repository's root.</param>
/// <param name="Surroundings">What stands beside it.</param>
/// <param name="Application">Its application.</param>
/// <param name="Text">The plan as it is written.</param>
public sealed record GoodPlan(string Name, Surroundings Surroundings, Application Application, PlanText Text)
{
    /// <summary>Whether it brings a backup back.</summary>
    public bool IsRestore => Text.Steps.Any(step => step.Kind.Name == "use-backup");

    /// <summary>Every mutant that one bend makes of it and that still reads as a plan.</summary>
    public IEnumerable<Mutant> Singles() => Mutators.All(Text, Application);

    /// <summary>A mutant that two bends make of it, chosen by chance.</summary>
    public Mutant Double(Random random) => Mutators.Double(Text, Application, random);

    /// <summary>Both opinions of a mutant; null when it reads as no plan any more.</summary>
    public Judged? Judge(Mutant mutant)
    {
        if (Specimen.Read(Surroundings, mutant.Text.ToString()) is not { } specimen)
            return null;

        return Judged.Of(Name, mutant, Oracle.ReferenceInterpreter.Judge(specimen.Application, specimen.Plan), specimen.Plan, specimen.Findings);
    }
}
