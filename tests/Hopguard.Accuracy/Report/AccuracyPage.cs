using System.Globalization;
using System.Text;
using Hopguard.Accuracy.Corpus;
using Hopguard.Accuracy.Mutations;

namespace Hopguard.Accuracy.Report;

/// <summary>The page <c>docs/accuracy.md</c>: how often the analysis is right, with every case in which it is not.</summary>
public static class AccuracyPage
{
    /// <summary>The page's path, relative to the repository's root.</summary>
    public const string Path = "docs/accuracy.md";

    /// <summary>What the mutants on the page were chosen by.</summary>
    public const int Seed = 650191;

    private const string MutantsTitle = "## Mutants of good plans";

    /// <summary>The line by which a page is known to belong to a corpus.</summary>
    public static string Head(LabelledCorpus corpus)
    {
        var score = new CorpusScore(corpus.Plans);
        return $"Seed {Seed}; {corpus.Plans.Count} labelled plans with {score.Labelled} labelled mistakes; {corpus.GoodPlans.Count} good plans to make mutants of, and {corpus.GoodRanges.Count} for many pairs of versions.";
    }

    /// <summary>The whole page.</summary>
    public static string Write(LabelledCorpus corpus, Study study) => Front(corpus) + Mutants(study);

    /// <summary>Whether the page says of the corpus what is true now. The mutants, which take minutes, are believed.</summary>
    public static bool IsCurrent(string page, LabelledCorpus corpus)
    {
        var mutants = page.IndexOf(MutantsTitle, StringComparison.Ordinal);
        return mutants >= 0 && page[..mutants] == Front(corpus);
    }

    private static string Front(LabelledCorpus corpus) => $"""
        # Accuracy

        How often the analysis of plans is right, and every case in which it is not. Written by `./build.sh --target=Accuracy`; do not edit it.

        {Head(corpus)}

        {CorpusSection.Write(new CorpusScore(corpus.Plans))}

        """.ReplaceLineEndings("\n") + "\n";

    private static string Mutants(Study study) => $"""
        {MutantsTitle}

        Good plans are bent: a step is dropped (alone, or with all that use it), moved, swapped, repeated, weakened, or made to name something else; or a command is put between two steps. What a mutant does to data is said by the reference
        interpreter (`tests/Hopguard.Accuracy/Oracle/README.md`), which shares no code with the analysis: it runs the steps on stores in memory, kills at every point, and goes on or back.
        A mutant that **loses** data must have an error of the family `HOP0xx`; one that is **safe** must have none. One that is **stuck** loses nothing but comes to no good end: it
        is no good plan, an error of any family is right about it, and it counts for neither bar. *Training* are all mutants of one bend of every second good plan; *held out* are all mutants of one bend of
        the others, and random mutants of two bends of all. *Plans that bring a backup back* and *plans for many pairs* are samples of mutants of one and of two bends; in the latter a step may also come to belong to other hops, and each is expanded and judged for
        up to {StudySize.Page.PairsPerMutant} pairs with different facts that see the bend, chosen by the seed, and counted once for each. Where the two disagreed over samples of other seeds, rules and interpreter were looked at and one of them was mended; the seed of this page was drawn afterwards.
        The tests take a few fixed seeds, and `--target=Accuracy` tries another one each time. {study.Unread.ToString("N0", CultureInfo.InvariantCulture)} mutants name something that no earlier step makes; they are refused when they are read, and left out.

        *Typed* are mutants of typed steps alone, *with commands* those with at least one line of shell or command.

        {Table("Held out", study.HeldOut)}

        {Table("Training", study.Training)}

        {Table("Plans that bring a backup back", study.Restores)}

        {Table("Plans for many pairs", study.Ranges)}

        ### Missed losses

        {Listed(study.All.Misses)}

        ### False alarms

        {Listed(study.All.FalseAlarms)}
        """.ReplaceLineEndings("\n") + "\n";

    private static string Table(string title, Score score) => $"""
        | {title} | all | typed | with commands |
        | --- | ---: | ---: | ---: |
        {Row("mutants", score, part => Count(part.Mutants.Count))}
        {Row("lose data", score, part => Count(part.Losing.Count))}
        {Row("… with a `HOP0xx` error (bar: every one)", score, part => Percent(part.Losing.Count - part.Misses.Count, part.Losing.Count))}
        {Row("… with any error", score, part => Percent(part.Losing.Count(mutant => !mutant.Errors.IsEmpty), part.Losing.Count))}
        {Row("safe", score, part => Count(part.Safe.Count))}
        {Row("… with a `HOP0xx` error (bar: at most 2 %)", score, part => Percent(part.FalseAlarms.Count, part.Safe.Count))}
        {Row("stuck", score, part => Count(part.Stuck.Count))}
        {Row("… with a `HOP0xx` error", score, part => Percent(part.Overstated.Count, part.Stuck.Count))}
        {Row("… with no error at all", score, part => Percent(part.Unnoticed.Count, part.Stuck.Count))}
        """;

    private static string Row(string title, Score score, Func<Score, string> cell) =>
        $"| {title} | {cell(score)} | {cell(score.Part(hasCommands: false))} | {cell(score.Part(hasCommands: true))} |";

    private static string Listed(IReadOnlyList<Judged> mutants)
    {
        if (mutants.Count == 0)
            return "None.";

        var text = new StringBuilder("| plan | what was done to it | reference | errors |\n| --- | --- | --- | --- |\n");
        foreach (var mutant in mutants)
            text.Append(CultureInfo.InvariantCulture, $"| {mutant.Plan} | {mutant.What} | {mutant.Verdict} | {string.Join(", ", mutant.Errors)} |\n");

        return text.ToString().TrimEnd();
    }

    internal static string Percent(int part, int whole) => whole == 0 ? "–" : Percent((double)part / whole);

    internal static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
