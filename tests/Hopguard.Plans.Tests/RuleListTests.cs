using Hopguard.Plans.Analysis.Rules;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Tests;

public sealed class RuleListTests
{
    public static TheoryData<string> Ids => new(RuleList.All.Select(rule => rule.Id));

    public static TheoryData<string> IdsOfAnalysis => new(RuleList.All.Select(rule => rule.Id).Except(["HOP900"]));

    [Fact]
    public void Ids_are_unique_and_run_on_within_their_family()
    {
        foreach (var family in RuleList.All.GroupBy(rule => rule.Family))
        {
            var first = family.Key == RuleFamily.Syntax ? 900 : ((int)family.Key * 100) + 1;
            family.Select(rule => rule.Id).Should().Equal(Enumerable.Range(first, family.Count()).Select(number => $"HOP{number:000}"));
        }
    }

    [Fact]
    public void Every_rule_about_meaning_is_looked_for_once() =>
        PlanRules.All.Select(rule => rule.Rule).Concat(ApplicationRules.All.Select(rule => rule.Rule)).OrderBy(rule => rule.Id, StringComparer.Ordinal).Should().Equal(RuleList.All.Where(rule => rule.Family != RuleFamily.Syntax));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Titles_have_no_full_stop_and_explanations_have_one(string id)
    {
        Find(id).Title.English.Should().NotEndWith(".");
        Find(id).Explanation.English.Should().EndWith(".");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_and_stands_in_the_index(string id)
    {
        var rule = Find(id);
        RulePage.Of(rule).Text.Should().StartWith($"# {id}: {rule.Title}\n\n{rule.Explanation}\n");
        File.ReadAllText(Path.Combine(Repository.Root, "docs/rules/README.md")).Should().Contain($"| [{id}]({id}.md) | {rule.Title} |");
    }

    [Theory]
    [MemberData(nameof(IdsOfAnalysis))]
    public void The_bad_plan_of_a_page_raises_its_rule_and_no_other(string id)
    {
        var page = RulePage.Of(Find(id));
        page.Judge(page.Bad).Distinct().Should().Equal(id);
    }

    [Theory]
    [MemberData(nameof(IdsOfAnalysis))]
    public void The_good_plan_of_a_page_raises_nothing(string id)
    {
        var page = RulePage.Of(Find(id));
        page.Judge(page.Good).Should().BeEmpty();
    }

    private static Rule Find(string id) => RuleList.All.Single(rule => rule.Id == id);
}
