using System.Collections.Immutable;
using Hopguard.Accuracy.Mutations;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Accuracy.Tests.Mutations;

public sealed class PlanTextTests
{
    // A sample: the first pair, and then every so many.
    private const int Every = 150;

    private static readonly Surroundings Cvat = Surroundings.Read(Repository.Root, Path.Combine(Repository.Root, "plans", "cvat", "application.yaml"));

    [Theory]
    [InlineData("general.yaml")]
    [InlineData("database.yaml")]
    public void What_a_pair_of_a_range_expands_to_reads_back_as_the_same_plan(string plan)
    {
        var set = PlanSet.Read(Cvat.With(File.ReadAllText(Path.Combine(Repository.Root, "plans", "cvat", plan))));
        var (application, range) = (set.Applications.Single(), set.Plans.Single());
        var pairs = PlanExpansion.PairsOf(application, range, set.Plans).Where((_, index) => index % Every == 0).ToList();
        pairs.Should().HaveCountGreaterThan(20);

        foreach (var (from, to) in pairs)
        {
            var hop = PlanExpansion.Of(application, range, from, to).Value!;
            var text = new PlanText($"application: {hop.Application}\nfrom: {hop.From}\nto: {hop.To}\nsummary: a pair\n\nsteps:\n", Written(hop));
            var read = PlanReader.Read("pair.yaml", $"{text}", hash: string.Empty, application.Versions);

            read.Findings.Should().BeEmpty($"{hop.From} to {hop.To} is a plan");
            Written(read.Value!).Select(step => $"{step}").Should().Equal(text.Steps.Select(step => $"{step}"), $"{hop.From} to {hop.To} is the same plan");
        }
    }

    [Fact]
    public void A_plan_for_many_pairs_reads_back_as_the_same_plan()
    {
        foreach (var range in Repository.Corpus.GoodRanges)
        {
            var read = PlanReader.Read(range.Plan.Path, $"{range.Text}", hash: string.Empty, range.Application.Versions);

            read.Findings.Should().BeEmpty($"{range.Name} is a plan");
            foreach (var (from, to) in range.Sorts.Select(sort => sort[0]))
                Written(Expanded(read.Value!, from, to)).Select(step => $"{step}").Should().Equal(Written(Expanded(range.Plan, from, to)).Select(step => $"{step}"), $"{range.Name} is the same from {from.Version} to {to.Version}");

            Plan Expanded(Plan plan, Release from, Release to) => PlanExpansion.Of(range.Application, plan, from, to).Value!;
        }
    }

    // What belongs to the hop of a pair has no condition there.
    private static ImmutableArray<StepText> Written(Plan plan) => [.. plan.Steps.Select(step => StepText.Of(step) with { When = null })];
}
