using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Accuracy.Corpus;
using Hopguard.Accuracy.Mutations;
using Hopguard.Accuracy.Report;
using Hopguard.Engine;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.Accuracy;

/// <summary>Measures the analysis of plans: against labels by people, and against an interpreter that does what the plans say.</summary>
[TaskName("Accuracy")]
[Category("Development")]
[TaskDescription("Measures how often the analysis of plans is right, writes docs/accuracy.md and tries one more seed; with --check it only compares what can be had in seconds")]
public sealed class AccuracyTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context)
    {
        var root = Repository.FindRoot();
        var page = Path.Combine(root, AccuracyPage.Path);
        var corpus = LabelledCorpus.Read(root);
        context.Information("{0}", AccuracyPage.Head(corpus));
        if (context.Options.IsSet(OptionCatalogue.Check))
        {
            if (!File.Exists(page) || !AccuracyPage.IsCurrent(File.ReadAllText(page), corpus))
                throw new HopguardException($"'{AccuracyPage.Path}' is out of date", "Run './build.sh --target=Accuracy' and commit what it writes");

            return;
        }

        var study = Study.Of(corpus.GoodPlans, corpus.GoodRanges, StudySize.Page, AccuracyPage.Seed);
        File.WriteAllText(page, AccuracyPage.Write(corpus, study));
        Tell(context, "mutants held out", study.HeldOut);
        Tell(context, "of plans that bring a backup back", study.Restores);
        Tell(context, "of plans for many pairs", study.Ranges);
        TryAnotherSeed(context, corpus);
    }

    private static void Tell(HopguardContext context, string what, Score score) => context.Information(
        "{0} {1}: {2} of {3} losing ones missed, {4} of {5} safe ones with a false alarm", score.Mutants.Count, what, score.Misses.Count, score.Losing.Count, score.FalseAlarms.Count, score.Safe.Count);

    // The page and the tests have seeds that were looked at: what nobody has seen yet is found by one of the clock.
    private static void TryAnotherSeed(HopguardContext context, LabelledCorpus corpus)
    {
        var seed = Environment.TickCount & 0xffffff;
        var score = Study.Of(corpus.GoodPlans, corpus.GoodRanges, StudySize.Test, seed).All;
        context.Information(
            "Seed {0}: {1} of {2} losing mutants missed, {3} of {4} safe ones with a false alarm; the tests do the same again with {5}={0}",
            seed, score.Misses.Count, score.Losing.Count, score.FalseAlarms.Count, score.Safe.Count, Study.SeedVariable);
        foreach (var mutant in score.Disagreements)
            context.Warning("{0}", mutant);
    }
}
