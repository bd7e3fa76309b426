using Hopguard.Accuracy.Corpus;
using Hopguard.Accuracy.Report;
using Xunit.Abstractions;

namespace Hopguard.Accuracy.Tests.Corpus;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly LabelledCorpus Corpus = Repository.Corpus;

    [Fact]
    public void There_are_at_least_three_hundred_labelled_plans() => Corpus.Plans.Should().HaveCountGreaterThanOrEqualTo(300);

    [Fact]
    public void No_plan_is_there_twice() => Corpus.Plans
        .GroupBy(plan => string.Join('\n', File.ReadAllLines(PathOf(plan)).Where(line => !line.StartsWith('#'))) + Path.GetDirectoryName(Path.GetDirectoryName(plan.Path)))
        .Where(group => group.Count() > 1)
        .Select(group => string.Join(" = ", group.Select(plan => plan.Path)))
        .Should().BeEmpty();

    [Fact]
    public void The_analysis_agrees_with_the_labels()
    {
        var score = new CorpusScore(Corpus.Plans);
        foreach (var plan in Corpus.Plans.Where(plan => !plan.Agrees))
            output.WriteLine($"{plan.Path}: missed {string.Join(", ", plan.Missed)}; false {string.Join(", ", plan.FalseAlarms)}");

        score.Detection.Should().BeGreaterThanOrEqualTo(0.98);
        score.FalsePositives.Should().BeLessThanOrEqualTo(0.02);
    }

    [Fact]
    public void The_page_belongs_to_this_corpus() =>
        File.ReadAllText(Path.Combine(Repository.Root, AccuracyPage.Path)).Should().Contain(AccuracyPage.Head(Corpus), "run './build.sh --target=Accuracy' after a change of the corpus");

    private static string PathOf(LabelledPlan plan) => Path.Combine(Repository.Root, "tests", "corpus", plan.Path);
}
