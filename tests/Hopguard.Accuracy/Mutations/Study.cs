namespace Hopguard.Accuracy.Mutations;

/// <summary>Both opinions over many mutants: those that could have been looked at while rules were written, and those that could not.</summary>
/// <param name="Training">Mutants of one bend, of every second good plan.</param>
/// <param name="HeldOut">Mutants of one bend of the other plans, and mutants of two bends of all.</param>
/// <param name="Unread">Mutants that read as no plan any more and are left out of both.</param>
public sealed record Study(Score Training, Score HeldOut, int Unread)
{
    /// <summary>The environment variable that gives the tests one more seed.</summary>
    public const string SeedVariable = "STUDY_SEED";

    /// <summary>All mutants.</summary>
    public Score All => new([.. Training.Mutants, .. HeldOut.Mutants]);

    /// <summary>Bends, reads, judges.</summary>
    /// <param name="plans">Good plans, by name.</param>
    /// <param name="size">How many mutants of each sort.</param>
    /// <param name="seed">What decides by chance.</param>
    public static Study Of(IReadOnlyList<GoodPlan> plans, StudySize size, int seed)
    {
        var random = new Random(seed);
        var training = plans.Where((_, index) => index % 2 == 0).SelectMany(plan => Sample(plan, size.TrainingPerPlan, random)).ToList();
        var heldOut = plans.Where((_, index) => index % 2 == 1).SelectMany(plan => Sample(plan, size.HeldOutPerPlan, random)).ToList();
        heldOut.AddRange(plans.SelectMany(plan => Enumerable.Range(0, size.DoublesPerPlan).Select(_ => (Plan: plan, Mutant: plan.Double(random)))));
        var (trained, lost) = Judge(training);
        var (held, alsoLost) = Judge(heldOut);
        return new Study(trained, held, lost + alsoLost);
    }

    private static IEnumerable<(GoodPlan Plan, Mutant Mutant)> Sample(GoodPlan plan, int count, Random random)
    {
        var all = plan.Singles().DistinctBy(mutant => mutant.Text.ToString(), StringComparer.Ordinal).ToArray();
        random.Shuffle(all);
        return all.Take(count).Select(mutant => (plan, mutant));
    }

    private static (Score Score, int Unread) Judge(IReadOnlyList<(GoodPlan Plan, Mutant Mutant)> mutants)
    {
        var judged = mutants.AsParallel().AsOrdered().Select(pair => pair.Plan.Judge(pair.Mutant)).ToList();
        return (new Score([.. judged.OfType<Judged>()]), judged.Count(mutant => mutant is null));
    }
}

/// <summary>How many mutants a <see cref="Study"/> makes of each good plan.</summary>
/// <param name="TrainingPerPlan">Of one bend, in training.</param>
/// <param name="HeldOutPerPlan">Of one bend, held out.</param>
/// <param name="DoublesPerPlan">Of two bends, held out.</param>
public sealed record StudySize(int TrainingPerPlan, int HeldOutPerPlan, int DoublesPerPlan)
{
    /// <summary>What the page is made from.</summary>
    public static StudySize Page { get; } = new(int.MaxValue, int.MaxValue, 300);

    /// <summary>What a test can afford.</summary>
    public static StudySize Test { get; } = new(10, 30, 30);
}
