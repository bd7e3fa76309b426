using System.Globalization;
using Hopguard.Accuracy.Corpus;
using Hopguard.Accuracy.Mutations;
using Hopguard.Accuracy.Oracle;
using Hopguard.Accuracy.Report;
using Xunit.Abstractions;

namespace Hopguard.Accuracy.Tests.Mutations;

public sealed class StudyTests(ITestOutputHelper output)
{
    private static readonly LabelledCorpus Corpus = Repository.Corpus;

    // A gate says the same every time. Other seeds are for developers: '--target=Accuracy' draws one, and the variable gives the test one more.
    public static TheoryData<int> Seeds =>
        [AccuracyPage.Seed, .. Environment.GetEnvironmentVariable(Study.SeedVariable) is { } seed ? [int.Parse(seed, CultureInfo.InvariantCulture)] : Array.Empty<int>()];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_loses_data_is_flagged_and_what_does_not_is_left_alone(int seed)
    {
        output.WriteLine($"seed {seed}");
        var score = Study.Of(Corpus.GoodPlans, Corpus.GoodRanges, StudySize.Test, seed).All;
        foreach (var mutant in score.Disagreements)
            output.WriteLine($"{mutant}");

        output.WriteLine($"{score.Mutants.Count} mutants: {score.Losing.Count} lose data, {score.Stuck.Count} are stuck, {score.Safe.Count} are safe");
        score.Losing.Should().HaveCountGreaterThan(30);
        score.Safe.Should().HaveCountGreaterThan(100);
        score.Misses.Should().BeEmpty($"with seed {seed}");
        foreach (var part in new[] { score.Part(hasCommands: false), score.Part(hasCommands: true) })
            part.FalsePositives.Should().BeLessThanOrEqualTo(0.02, $"with seed {seed}");
    }

    [LongTheory("the first seed, and every good plan")]
    [InlineData(7799165)]
    [InlineData(12148061)]
    public void With_other_seeds_it_is_so_as_well(int seed) => What_loses_data_is_flagged_and_what_does_not_is_left_alone(seed);

    [Fact]
    public void Good_plans_are_good()
    {
        foreach (var plan in Corpus.GoodPlans)
            plan.Judge(new Mutant("nothing", plan.Text)).Should().NotBeNull($"{plan.Name} reads as a plan").And.Match<Judged>(judged => judged.Verdict.Kind == VerdictKind.Safe && judged.Errors.IsEmpty, $"{plan.Name} is good");
    }

    [Fact]
    public void Good_plans_for_many_pairs_are_good_for_every_sort_of_pairs()
    {
        Corpus.GoodRanges.Select(range => range.Application.Name).Distinct().Should().HaveCountGreaterThan(1);
        foreach (var judged in Corpus.GoodRanges.AsParallel().SelectMany(range => range.JudgeUnbent()))
            judged.Should().NotBeNull().And.Match<Judged>(pair => pair.Verdict.Kind == VerdictKind.Safe && pair.Errors.IsEmpty);
    }

    [Fact]
    public void There_are_good_plans_of_several_applications() =>
        Corpus.GoodPlans.Select(plan => plan.Application.Name).Distinct().Should().HaveCountGreaterThan(3);

    [Fact]
    public void A_mutant_for_many_pairs_is_judged_for_pairs_that_see_what_was_bent()
    {
        var range = Corpus.GoodRanges.Single(range => range.Name == "plans/cvat/general.yaml");
        var mutant = range.Singles().First(mutant => mutant.What.StartsWith("drop", StringComparison.Ordinal) && mutant.What.EndsWith("verify-store", StringComparison.Ordinal));

        var judged = range.Judge(mutant, pairs: 3, new Random(3)).ToList();

        judged.Should().HaveCount(3).And.OnlyContain(pair => pair!.IsFlaggedAsLoss, "only hops onto another PostgreSQL had the step");
        judged.Select(pair => pair!.Plan).Should().Equal(range.Judge(mutant, pairs: 3, new Random(3)).Select(pair => pair!.Plan)).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_same_seed_makes_the_same_mutants()
    {
        var plan = Corpus.GoodPlans[0];
        plan.Double(new Random(3)).What.Should().Be(plan.Double(new Random(3)).What).And.NotBe(plan.Double(new Random(4)).What);
    }
}
