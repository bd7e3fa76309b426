using Hopguard.Accuracy.Oracle;

namespace Hopguard.Accuracy.Mutations;

/// <summary>How often the product and the reference interpreter agree over a set of mutants.</summary>
/// <param name="Mutants">The mutants.</param>
public sealed record Score(IReadOnlyList<Judged> Mutants)
{
    /// <summary>Mutants that lose data.</summary>
    public IReadOnlyList<Judged> Losing => Of(VerdictKind.Loses);

    /// <summary>Mutants that lose none, but do not come to a good end.</summary>
    public IReadOnlyList<Judged> Stuck => Of(VerdictKind.Stuck);

    /// <summary>Mutants that are as good as the plan they came from.</summary>
    public IReadOnlyList<Judged> Safe => Of(VerdictKind.Safe);

    /// <summary>Losing mutants without a data-safety error.</summary>
    public IReadOnlyList<Judged> Misses => [.. Losing.Where(mutant => !mutant.IsFlaggedAsLoss)];

    /// <summary>Safe mutants with a data-safety error.</summary>
    public IReadOnlyList<Judged> FalseAlarms => [.. Safe.Where(mutant => mutant.IsFlaggedAsLoss)];

    /// <summary>Misses and false alarms.</summary>
    public IEnumerable<Judged> Disagreements => Misses.Concat(FalseAlarms);

    /// <summary>Stuck mutants with a data-safety error.</summary>
    public IReadOnlyList<Judged> Overstated => [.. Stuck.Where(mutant => mutant.IsFlaggedAsLoss)];

    /// <summary>Stuck mutants without any error.</summary>
    public IReadOnlyList<Judged> Unnoticed => [.. Stuck.Where(mutant => mutant.Errors.IsEmpty)];

    /// <summary>The share of safe mutants that have a data-safety error.</summary>
    public double FalsePositives => Share(FalseAlarms.Count, Safe.Count);

    /// <summary>Those with lines of shell or commands, or those of typed steps alone.</summary>
    public Score Part(bool hasCommands) => new([.. Mutants.Where(mutant => mutant.HasCommands == hasCommands)]);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private List<Judged> Of(VerdictKind kind) => [.. Mutants.Where(mutant => mutant.Verdict.Kind == kind)];
}
