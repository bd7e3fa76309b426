using Hopguard.Plans.Findings;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Ranges;

/// <summary>A fix of a plan for many pairs of versions is judged on all of them.</summary>
public sealed class RangeFixTests
{
    [Theory]
    [InlineData("  - verify-version: { expect: target }\n")]
    [InlineData("  - accept\n")]
    [InlineData("  - compose-down\n")]
    [InlineData("  - check-target\n")]
    [InlineData("  - verify-copy: { copy: dump, by: trial }\n")]
    [InlineData("  - verify-copy: { copy: volumes, by: read-back }\n")]
    [InlineData("  - verify-copy: { copy: queued, by: read-back, when: { store: queues } }\n")]
    public void What_is_missing_is_put_back_for_every_pair(string left)
    {
        var fix = Fix(Ranged.Text.Replace(left, string.Empty, StringComparison.Ordinal));

        fix.Remaining.Should().BeEmpty();
        Ranged.Standard.With(Ranged.Plan, fix.Text).RaisesNothing();
    }

    [Fact]
    public void What_only_some_pairs_need_comes_back_with_its_condition()
    {
        const string left = "  - verify-store: { store: database, against: dump, when: { changes: postgresql } }\n";
        var fix = Fix(Ranged.Text.Replace(left, string.Empty, StringComparison.Ordinal));

        fix.Remaining.Should().BeEmpty();
        fix.Text.Should().Contain(left);
        fix.IsSafe.Should().BeTrue();
    }

    /// <summary>Thousands of pairs of more than a thousand sorts: what a change is worth is seen on a few of them.</summary>
    [Theory]
    [InlineData("  - verify-copy: { copy: dump, by: trial }\n")]
    [InlineData("  - verify-copy: { copy: events, by: read-back, when: { store: events } }\n")]
    [InlineData("  - verify-store: { store: database, against: dump, when: { changes: postgresql } }\n")]
    public void The_general_plan_of_CVAT_is_mended_within_the_usual_work(string left)
    {
        var application = PlanSet.Read(Repository.Below("plans/cvat").Where(file => file.IsApplication || file.Path.Contains("/compose/", StringComparison.Ordinal))).Applications.Single();
        var plan = Repository.Read("plans/cvat/general.yaml");

        var fix = new PlanFixer(application).Fix(plan with { Text = plan.Text.Replace(left, string.Empty, StringComparison.Ordinal) }, allowUnsafe: false);

        fix.Remaining.Where(finding => finding.Severity > Severity.Note).Should().BeEmpty();
        fix.Untried.Should().BeNull();
        fix.Repairs.Should().ContainSingle();
    }

    [Fact]
    public void Mistakes_of_different_pairs_are_mended_one_after_another()
    {
        var fix = Fix(Ranged.Text
            .Replace("  - verify-copy: { copy: queued, by: read-back, when: { store: queues } }\n", string.Empty, StringComparison.Ordinal)
            .Replace("  - verify-copy: { copy: volumes, by: read-back }\n", string.Empty, StringComparison.Ordinal));

        fix.Remaining.Should().BeEmpty();
        fix.Repairs.Should().HaveCount(2);
    }

    [Fact]
    public void What_was_not_tried_is_told_with_the_pairs_that_changes_were_tried_on()
    {
        var fix = Fix(Ranged.Text.Replace("  - compose-down\n", string.Empty, StringComparison.Ordinal), new FixBudget(200, TimeSpan.MaxValue, () => TimeSpan.Zero));

        fix.Untried!.Value.English.Should().MatchRegex("^The search ended at its limit of 200 judged steps\\. As change number 1, [0-9]+ were tried and these were not: .*; all on [0-9]+ of [0-9]+ sorts of pairs of versions$");
        Bilingual.Check(fix.Untried.Value);
    }

    [Fact]
    public void A_change_that_there_is_no_time_to_judge_for_every_pair_is_not_proposed()
    {
        var text = Ranged.Text.Replace("  - accept\n", string.Empty, StringComparison.Ordinal);
        var looks = 0;
        Fix(text, new FixBudget(int.MaxValue, FixBudget.UsualTime, () => TimeSpan.FromTicks(looks++ * 0))).Changes.Should().BeTrue();
        var again = 0;

        var fix = Fix(text, new FixBudget(int.MaxValue, FixBudget.UsualTime, () => again++ < looks - 2 ? TimeSpan.Zero : TimeSpan.FromSeconds(10)));

        fix.Changes.Should().BeFalse();
        fix.Remaining.Should().NotBeEmpty();
        fix.Untried!.Value.English.Should().MatchRegex("^The search ended at its limit of time: changes were tried on [0-9]+ of [0-9]+ sorts of pairs of versions, and none is proposed that was not judged for all$");
        Bilingual.Check(fix.Untried.Value);
    }

    [Fact]
    public void Nothing_is_proposed_that_helps_one_pair_and_harms_another()
    {
        var text = Ranged.Text.Replace("  - verify-store: { store: database, against: dump, when: { changes: postgresql } }\n", string.Empty, StringComparison.Ordinal);
        var before = Ranged.Standard.With(Ranged.Plan, text).Judge();

        Ranged.Standard.With(Ranged.Plan, Fix(text).Text).Judge().Count.Should().BeLessThanOrEqualTo(before.Count);
    }

    private static PlanFix Fix(string text, FixBudget? budget = null) => new PlanFixer(Ranged.Application).Fix(new PlanFile("plans/shop/general.yaml", text), allowUnsafe: false, budget);
}
