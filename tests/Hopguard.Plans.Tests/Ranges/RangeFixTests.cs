using Hopguard.Plans.Fixes;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Ranges;

/// <summary>A fix of a plan for many pairs of versions is judged on all of them.</summary>
public sealed class RangeFixTests
{
    [Theory]
    [InlineData("  - verify-version: { expect: target }\n")]
    [InlineData("  - accept\n")]
    public void What_is_missing_is_put_back_for_every_pair(string left)
    {
        var fix = Fix(Ranged.Text.Replace(left, string.Empty, StringComparison.Ordinal));

        fix.Remaining.Should().BeEmpty();
        Ranged.Standard.With(Ranged.Plan, fix.Text).RaisesNothing();
    }

    /// <summary>Every text costs as many judgements as there are sorts of pairs: the budget may end before a fix is found, and then it says so.</summary>
    [Theory]
    [InlineData("  - verify-copy: { copy: dump, by: trial }\n")]
    [InlineData("  - compose-down\n")]
    public void What_was_not_tried_is_told(string left)
    {
        var fix = Fix(Ranged.Text.Replace(left, string.Empty, StringComparison.Ordinal));

        (fix.IsComplete || fix.Untried is not null).Should().BeTrue();
    }

    [Fact]
    public void Nothing_is_proposed_that_helps_one_pair_and_harms_another()
    {
        var text = Ranged.Text.Replace("  - verify-store: { store: database, against: dump, when: { changes: postgresql } }\n", string.Empty, StringComparison.Ordinal);
        var before = Ranged.Standard.With(Ranged.Plan, text).Judge();

        Ranged.Standard.With(Ranged.Plan, Fix(text).Text).Judge().Count.Should().BeLessThanOrEqualTo(before.Count);
    }

    private static PlanFix Fix(string text) => new PlanFixer(Ranged.Application).Fix(new PlanFile("plans/shop/general.yaml", text), allowUnsafe: false);
}
