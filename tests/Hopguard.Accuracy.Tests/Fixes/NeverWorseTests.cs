using System.Collections.Immutable;
using Hopguard.Accuracy.Mutations;
using Hopguard.Accuracy.Oracle;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;
using Xunit.Abstractions;

namespace Hopguard.Accuracy.Tests.Fixes;

/// <summary>After a patch the reference interpreter finds no loss that was not there, and no plan that could end well ends badly.</summary>
public sealed class NeverWorseTests(ITestOutputHelper output)
{
    private const int Seed = 650191;
    private static readonly int MutantsOfPlan = LongTests.AreRun ? 5 : 3;
    private static readonly int MutantsOfRange = LongTests.AreRun ? 4 : 2;
    private static readonly int PairsOfRange = LongTests.AreRun ? 6 : 2;
    private const int JudgedSteps = 20_000;

    [Fact]
    public void No_patch_of_a_plan_of_the_corpus_makes_it_worse() => Check(Repository.Corpus.Plans.Select(plan => new Candidate(plan.Path, plan.Surroundings, plan.Text)));

    [Fact]
    public void No_patch_of_a_mutant_makes_it_worse()
    {
        var random = new Random(Seed);
        Check(Repository.Corpus.GoodPlans.SelectMany(plan => Enumerable.Range(0, MutantsOfPlan)
            .Select(_ => plan.Double(random))
            .Select(mutant => new Candidate($"{plan.Name}: {mutant.What}", plan.Surroundings, mutant.Text.ToString())))
            .Concat(Repository.Corpus.GoodRanges.SelectMany(range => Enumerable.Range(0, MutantsOfRange)
                .Select(_ => Mutators.Double(range.Text, range.Application, random))
                .Select(mutant => new Candidate($"{range.Name}: {mutant.What}", range.Surroundings, mutant.Text.ToString())))));
    }

    // A command may have deleted files at a step long before the plan stopped: helped over that place, it came to its end without them.
    [Fact]
    public void A_plan_that_stops_behind_an_unknown_command_is_not_helped_to_its_end() => Patched.Of(
        Mutant("tests/corpus/wiki/good/1.1-2.0.yaml", "swap 9 verify-copy and 14 promote-volume", "run a command in 'db' that declares nothing at place 9")).Should().NotContain(patch => patch.IsWorse);

    private void Check(IEnumerable<Candidate> plans)
    {
        var patched = plans.ToList().AsParallel().AsOrdered().SelectMany(Patched.Of).ToList();
        var worse = patched.Where(patch => patch.IsWorse).ToList();
        foreach (var patch in worse)
            output.WriteLine($"{patch}");

        output.WriteLine($"{patched.Count} patches");
        patched.Count(patch => patch.Fix.IsSafe).Should().BeGreaterThan(30);
        patched.Count(patch => !patch.Fix.IsSafe).Should().BeGreaterThan(10);
        worse.Select(patch => patch.Name).Should().BeEmpty();
    }

    private static Candidate Mutant(string name, params string[] bends)
    {
        var plan = Repository.Corpus.GoodPlans.Single(plan => plan.Name == name);
        var text = bends.Aggregate(plan.Text, (text, bend) => Mutators.All(text, plan.Application).First(mutant => mutant.What == bend).Text);
        return new Candidate($"{name}: {string.Join("; then ", bends)}", plan.Surroundings, text.ToString());
    }

    /// <summary>A plan that may be mended.</summary>
    private sealed record Candidate(string Name, Surroundings Surroundings, string Text);

    /// <summary>A plan and what became of it, each with the reference interpreter's opinion.</summary>
    private sealed record Patched(string Name, PlanFix Fix, Opinion Before, Opinion After)
    {
        public bool IsWorse => After.Verdict.Kind > Before.Verdict.Kind || !LostAnew.IsEmpty;

        private ImmutableSortedSet<string> LostAnew => After.Lost.Except(Before.Lost);

        /// <summary>What becomes of it without and with unsafe changes. Nothing where nothing is changed, or where the interpreter has no opinion: of names that refer to nothing, and of migrations that are taken back.</summary>
        public static IEnumerable<Patched> Of(Candidate plan)
        {
            var (name, surroundings, text) = plan;
            if (Read(surroundings, text) is not { } specimen || specimen.Walked(PairsOfRange) is not [_, ..] walked)
                return [];

            var before = new Lazy<Opinion>(() => Opinion.Of(specimen.Application, walked));
            var after = new Dictionary<string, Opinion?>(StringComparer.Ordinal);
            return
            [
                .. from fix in Fixes(specimen, text)
                   where fix.Changes
                   let opinion = after.TryGetValue(fix.Text, out var known) ? known : after[fix.Text] = Read(surroundings, fix.Text)?.Walked(PairsOfRange) is [_, ..] changed ? Opinion.Of(specimen.Application, changed) : null
                   where opinion is not null
                   select new Patched(name, fix, before.Value, opinion),
            ];
        }

        public override string ToString() =>
            $"{Name}: {string.Join("; ", Fix.Repairs.Select(repair => repair.What.English))}: {Before.Verdict} -> {After.Verdict}; lost anew: {string.Join(", ", LostAnew)}";

        // Where no unsafe change is tried, the fix is the same without.
        private static IEnumerable<PlanFix> Fixes(Specimen specimen, string text)
        {
            PlanFix Fix(bool allowUnsafe) => new PlanFixer(specimen.Application).Fix(new PlanFile(specimen.Plan.Path, text), allowUnsafe, new FixBudget(JudgedSteps, TimeSpan.MaxValue, () => TimeSpan.Zero));

            var safe = Fix(allowUnsafe: false);
            return safe.WantsUnsafe ? [safe, Fix(allowUnsafe: true)] : [safe];
        }

        private static Specimen? Read(Surroundings surroundings, string text) =>
            Specimen.Read(surroundings, text) is { } specimen && !specimen.Plan.Steps.Any(step => step is ReverseMigrations) ? specimen : null;
    }

    /// <summary>What the reference interpreter says of a plan: of one for many pairs the worst of any of them, and what is lost in each.</summary>
    private sealed record Opinion(Verdict Verdict, ImmutableSortedSet<string> Lost)
    {
        public static Opinion Of(Application application, IReadOnlyList<Plan> walked)
        {
            var opinions = walked.Select(plan => (Plan: plan, Opinion: ReferenceInterpreter.JudgeAll(application, plan))).ToList();
            return new Opinion(
                opinions.MaxBy(each => each.Opinion.Verdict.Kind).Opinion.Verdict,
                [.. opinions.SelectMany(each => each.Opinion.Lost.Select(store => $"{store} from {each.Plan.From} to {each.Plan.To}"))]);
        }
    }
}
