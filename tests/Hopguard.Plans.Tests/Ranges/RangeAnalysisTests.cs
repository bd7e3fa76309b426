using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Ranges;

/// <summary>How a plan for many pairs of versions is read and judged.</summary>
public sealed class RangeAnalysisTests
{
    [Fact]
    public void A_sound_plan_raises_nothing_for_any_pair() => Ranged.Standard.RaisesNothing();

    [Theory]
    [InlineData("from: 1.0.0..2.1.0", "from: {|HOP202:1.0.1..2.1.0|}")]
    [InlineData("to: 1.1.0..3.0.0", "to: {|HOP202:1.1.0..4.0.0|}")]
    [InlineData("to: 1.1.0..3.0.0", "to: {|HOP202:1.0.0|}")]
    [InlineData("from: 1.0.0..2.1.0", "from: {|HOP906:2.1.0..1.0.0|}")]
    [InlineData("from: 1.0.0..2.1.0", "from: {|HOP906:..|}")]
    [InlineData("from: 1.0.0..2.1.0", "from: {|HOP906:1.0.0...2.1.0|}")]
    [InlineData("application: shop\nname: general", "{|HOP905:|}application: shop")]
    [InlineData("v{to}.zip\"", "v{target}.zip\"", "{|HOP906:\"https://example.org/shop/v{target}.zip\"|}", "\"https://example.org/shop/v{target}.zip\"")]
    [InlineData("v{to}.zip\"", "v{postgresql}.zip\"", "{|HOP906:\"https://example.org/shop/v{postgresql}.zip\"|}", "\"https://example.org/shop/v{postgresql}.zip\"")]
    [InlineData("expect: target", "expect: {|HOP906:newest|}")]
    [InlineData("{ changes: postgresql } }\n  - promote", "{ changes: {|HOP906:major|} } }\n  - promote")]
    [InlineData("when: { crosses: 2.1.0 }", "when: { crosses: {|HOP908:2.1.1|} }")]
    [InlineData("when: { crosses: 2.1.0 }", "when: { {|HOP904:cross|}: 2.1.0 }")]
    [InlineData("when: { crosses: 2.1.0 }", "when: {|HOP906:{}|}")]
    [InlineData("when: { crosses: 2.1.0 }", "when: { not: {|HOP906:{ crosses: 2.1.0, changes: postgresql }|} }")]
    [InlineData("when: { not: { changes: postgresql } }", "when: { not: { store: {|HOP908:queue|} } }")]
    public void What_is_wrong_with_ranges_and_conditions_is_found_at_its_place(string from, string to, string? marked = null, string? unmarked = null)
    {
        var shop = Ranged.Standard.Changed(Ranged.Plan, from, to);
        (marked is null ? shop : shop.Changed(Ranged.Plan, unmarked!, marked)).RaisesWhatIsMarked();
    }

    [Fact]
    public void A_condition_in_a_plan_of_one_pair_is_no_key() =>
        Shop.Standard.Changed(Shop.Plan, "- pull-images", "- pull-images: { {|HOP904:when|}: { crosses: 2.0.0 } }").RaisesWhatIsMarked();

    [Theory]
    [InlineData("{ crosses: {|HOP232:1.0.0|} }")]
    [InlineData("{ not: {|HOP232:{ changes: project }|} }")]
    [InlineData("{|HOP232:{ crosses: 1.1.0, store: queues }|}")]
    [InlineData("[{ crosses: 2.1.0 }, { crosses: 2.0.0 }]")]
    [InlineData("{ crosses: 2.1.0, not: { crosses: 2.0.0 } }")]
    public void A_condition_that_makes_no_difference_is_found(string condition) =>
        Ranged.Standard.Changed(Ranged.Plan, "- pull-images", $"- pull-images\n  - run-command: {{ service: server, command: [shop, look], does: nothing, when: {condition} }}").RaisesWhatIsMarked();

    [Fact]
    public void A_finding_of_several_pairs_is_told_once_and_names_one_of_them()
    {
        var findings = Ranged.Standard.Changed(Ranged.Plan, "  - verify-copy: { copy: dump, by: trial }\n", string.Empty).Judge();

        var finding = findings.First(finding => finding.Rule.Family == RuleFamily.DataSafety);
        findings.Select(other => (other.Rule.Id, other.Place)).Should().OnlyHaveUniqueItems();
        finding.Message.English.Should().EndWith("(from 1.0.0 to 2.0.0, and for 13 more pairs of versions)");
        finding.Message.Japanese.Should().EndWith("（1.0.0 から 2.0.0 へのホップと、ほか 13 組のバージョン）");
    }

    [Fact]
    public void A_mistake_of_one_sort_of_hop_is_found_however_many_others_are_sound()
    {
        var findings = Ranged.Standard.Changed(Ranged.Plan, "discard-trial: { trial: trial, when: { not: { changes: postgresql } } }", "discard-trial: { trial: trial, when: { crosses: 1.1.0 } }").Judge();

        findings.Should().Contain(finding => finding.Severity == Severity.Error && finding.Message.English.Contains("from 1.0.0 to 2.0.0"));
    }

    [Fact]
    public void An_exception_that_one_pair_needs_is_used()
    {
        var shop = Ranged.Standard.Changed(Ranged.Plan, "  - run-command: { service: server, command: [shop, tidy], does: nothing, when: { crosses: 2.1.0 } }\n", string.Empty)
            .Changed(Ranged.Plan, "to: 1.1.0..3.0.0", "to: 1.1.0..3.0.0 # hopguard: accept HOP206 because tidying is done by hand");

        shop.Judge().Where(finding => finding.Accepted is null).Should().BeEmpty();
        Ranged.Standard.Changed(Ranged.Plan, "to: 1.1.0..3.0.0", "to: 1.1.0..3.0.0 # hopguard: accept HOP206 because tidying is done by hand").Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP912");
    }

    /// <summary>The heart of it: what is not judged has the findings of what stands for it.</summary>
    [Fact]
    public void Every_pair_has_the_findings_of_the_pair_that_stands_for_it()
    {
        foreach (var shop in Spoilt())
        {
            var set = Ranged.Set(shop);
            var application = set.Applications.Single();
            var range = set.Plans.Single();
            var every = PlanExpansion.PairsOf(application, range, set.Plans)
                .SelectMany(pair => PlanAnalysis.Analyze(application, PlanExpansion.Of(application, range, pair.From, pair.To).Value!))
                .Where(finding => finding.Rule != SyntaxRules.UnusedException)
                .Select(finding => (finding.Rule.Id, finding.Place)).Distinct();

            PlanAnalysis.Analyze(application, set.Plans, range).Select(finding => (finding.Rule.Id, finding.Place)).Should().BeEquivalentTo(every);
        }
    }

    private static IEnumerable<Shop> Spoilt()
    {
        var lines = Ranged.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("  - ", StringComparison.Ordinal))
                yield return Ranged.Standard.With(Ranged.Plan, string.Join('\n', lines.Where((_, line) => line != i)));
            if (lines[i].Contains("when:", StringComparison.Ordinal))
                yield return Ranged.Standard.With(Ranged.Plan, string.Join('\n', lines.Select((line, at) => at == i ? line.Replace("changes: postgresql", "crosses: 2.0.0", StringComparison.Ordinal) : line)));
        }

        yield return Ranged.Standard.Changed(Ranged.Plan, "expect: target", "expect: 2.1.0");
        yield return Ranged.Standard.Changed(Ranged.Plan, "v{to}.zip", "v2.2.0.zip");
    }
}
