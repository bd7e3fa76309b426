using Hopguard.Accuracy.Corpus;
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
    private const int MutantsOfPlan = 5;
    private const int JudgedSteps = 20_000;
    private static readonly LabelledCorpus Corpus = LabelledCorpus.Read(Repository.Root);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_patch_of_a_plan_of_the_corpus_makes_it_worse(bool allowUnsafe) => Check(
        Corpus.Plans.Select(plan => (plan.Path, plan.Surroundings, plan.Text)), allowUnsafe);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_patch_of_a_mutant_makes_it_worse(bool allowUnsafe)
    {
        var random = new Random(Seed);
        Check(
            Corpus.GoodPlans.SelectMany(plan => Enumerable.Range(0, MutantsOfPlan).Select(_ => plan.Double(random)).Select(mutant => ($"{plan.Name}: {mutant.What}", plan.Surroundings, mutant.Text.ToString()))),
            allowUnsafe);
    }

    private void Check(IEnumerable<(string Name, Surroundings Surroundings, string Text)> plans, bool allowUnsafe)
    {
        var patched = plans.ToList().AsParallel().AsOrdered().Select(plan => Patched.Of(plan.Name, plan.Surroundings, plan.Text, allowUnsafe, JudgedSteps)).OfType<Patched>().ToList();
        var worse = patched.Where(patch => patch.IsWorse).ToList();
        foreach (var patch in worse)
            output.WriteLine($"{patch}");

        output.WriteLine($"{patched.Count} patches");
        patched.Should().HaveCountGreaterThan(30);
        worse.Select(patch => patch.Name).Should().BeEmpty();
    }

    /// <summary>A plan and what became of it, each with the reference interpreter's opinion.</summary>
    private sealed record Patched(string Name, PlanFix Fix, Verdict Before, Verdict After, IReadOnlyCollection<string> LostAnew)
    {
        public bool IsWorse => After.Kind > Before.Kind || LostAnew.Count > 0;

        /// <summary>Null where nothing is changed, or where the interpreter has no opinion: of names that refer to nothing, and of migrations that are taken back.</summary>
        public static Patched? Of(string name, Surroundings surroundings, string text, bool allowUnsafe, int steps)
        {
            if (Read(surroundings, text) is not ({ } application, { } plan))
                return null;

            var fix = new PlanFixer(application).Fix(new PlanFile(plan.Path, text), allowUnsafe, new FixBudget(steps, TimeSpan.MaxValue, () => TimeSpan.Zero));
            if (!fix.Changes || Read(surroundings, fix.Text) is not ({ }, { } changed))
                return null;

            var lost = ReferenceInterpreter.LostStores(application, changed).Except(ReferenceInterpreter.LostStores(application, plan));
            return new Patched(name, fix, ReferenceInterpreter.Judge(application, plan), ReferenceInterpreter.Judge(application, changed), lost);
        }

        public override string ToString() =>
            $"{Name}: {string.Join("; ", Fix.Repairs.Select(repair => repair.What.English))}: {Before} -> {After}; lost anew: {string.Join(", ", LostAnew)}";

        private static (Application? Application, Plan? Plan) Read(Surroundings surroundings, string text)
        {
            var specimen = Specimen.Read(surroundings, text);
            return specimen is null || specimen.Plan.Steps.Any(step => step is ReverseMigrations) ? (null, null) : (specimen.Application, specimen.Plan);
        }
    }
}
