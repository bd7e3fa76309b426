namespace Hopguard.Accuracy.Mutations;

/// <summary>Both opinions over many mutants: those that could have been looked at while rules were written, and those that could not.</summary>
/// <param name="Training">Mutants of one bend, of every second good plan.</param>
/// <param name="HeldOut">Mutants of one bend of the other plans, and mutants of two bends of all.</param>
/// <param name="Restores">Some mutants of plans that bring a backup back, of one and of two bends.</param>
/// <param name="Ranges">Some mutants of plans for many pairs of versions, of one and of two bends, each judged for a few pairs.</param>
/// <param name="Unread">Mutants that read as no plan any more and are left out of all.</param>
public sealed record Study(Score Training, Score HeldOut, Score Restores, Score Ranges, int Unread)
{
    /// <summary>The environment variable that gives the tests one more seed.</summary>
    public const string SeedVariable = "STUDY_SEED";

    /// <summary>All mutants.</summary>
    public Score All => new([.. Training.Mutants, .. HeldOut.Mutants, .. Restores.Mutants, .. Ranges.Mutants]);

    /// <summary>Bends, reads, judges.</summary>
    /// <param name="plans">Good plans, by name.</param>
    /// <param name="ranges">Good plans for many pairs of versions, by name.</param>
    /// <param name="size">How many mutants of each sort.</param>
    /// <param name="seed">What decides by chance.</param>
    public static Study Of(IReadOnlyList<GoodPlan> plans, IReadOnlyList<GoodRange> ranges, StudySize size, int seed)
    {
        var random = new Random(seed);
        var restores = plans.Where(plan => plan.IsRestore).ToList();
        plans = [.. plans.Where(plan => !plan.IsRestore)];
        var training = plans.Where((_, index) => index % 2 == 0).SelectMany(plan => Sample(plan, size.TrainingPerPlan, random)).ToList();
        var heldOut = plans.Where((_, index) => index % 2 == 1).SelectMany(plan => Sample(plan, size.HeldOutPerPlan, random)).ToList();
        heldOut.AddRange(plans.SelectMany(plan => Doubles(plan, size.DoublesPerPlan, random).Select(mutant => (Plan: plan, Mutant: mutant))));
        var (trained, lost) = Judge(training);
        var (held, alsoLost) = Judge(heldOut);
        var (restored, lostHere) = Judge(restores.SelectMany(plan => Sample(plan.Singles(), size.SinglesPerRange, random).Concat(Doubles(plan, size.DoublesPerRange, random)).Select(mutant => (Plan: plan, Mutant: mutant))).ToList());
        var (ranged, lostToo) = Judge(ranges.SelectMany(range => Sample(range, size, random)).ToList(), size.PairsPerMutant);
        return new Study(trained, held, restored, ranged, lost + alsoLost + lostHere + lostToo);
    }

    private static IEnumerable<(GoodPlan Plan, Mutant Mutant)> Sample(GoodPlan plan, int count, Random random) => Sample(plan.Singles(), count, random).Select(mutant => (plan, mutant));

    private static IEnumerable<Mutant> Doubles(GoodPlan plan, int count, Random random) => Enumerable.Range(0, count).Select(_ => plan.Double(random));

    private static IEnumerable<Mutant> Sample(IEnumerable<Mutant> singles, int count, Random random)
    {
        var all = singles.DistinctBy(mutant => mutant.Text.ToString(), StringComparer.Ordinal).ToArray();
        random.Shuffle(all);
        return all.Take(count);
    }

    // Each mutant has a seed of its own for its pairs: many are judged at the same time.
    private static IEnumerable<(GoodRange Range, Mutant Mutant, int Seed)> Sample(GoodRange range, StudySize size, Random random) =>
        Sample(range.Singles(), size.SinglesPerRange, random)
            .Concat(Enumerable.Range(0, size.DoublesPerRange).Select(_ => Mutators.Double(range.Text, range.Application, random)))
            .Select(mutant => (range, mutant, random.Next()));

    private static (Score Score, int Unread) Judge(List<(GoodRange Range, Mutant Mutant, int Seed)> mutants, int pairs)
    {
        var judged = mutants.AsParallel().AsOrdered().SelectMany(each => each.Range.Judge(each.Mutant, pairs, new Random(each.Seed))).ToList();
        return (new Score([.. judged.OfType<Judged>()]), judged.Count(mutant => mutant is null));
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
/// <param name="SinglesPerRange">Of one bend, of a plan for many pairs of versions, or of one that brings a backup back.</param>
/// <param name="DoublesPerRange">Of two bends, of such a plan.</param>
/// <param name="PairsPerMutant">For how many pairs each of these is judged.</param>
public sealed record StudySize(int TrainingPerPlan, int HeldOutPerPlan, int DoublesPerPlan, int SinglesPerRange, int DoublesPerRange, int PairsPerMutant)
{
    /// <summary>What the page is made from.</summary>
    public static StudySize Page { get; } = new(int.MaxValue, int.MaxValue, 300, 300, 150, 4);

    /// <summary>What a test can afford.</summary>
    public static StudySize Test { get; } = new(10, 30, 30, 20, 10, 2);
}
