using Hopguard.Accuracy.Corpus;

namespace Hopguard.Accuracy.Tests.Corpus;

public sealed class LabelTests
{
    [Fact]
    public void A_label_lists_rules_by_id_or_by_mistake() =>
        Label.Of("x.yaml", "# expect: HOP010, DestroyedWithStaleCopy, SomethingNobodyLooksFor\n# why: because\nsteps:\n").Rules
            .Should().Equal("HOP003", "HOP010", "SomethingNobodyLooksFor");

    [Fact]
    public void A_good_plan_expects_none() => Label.Of("x.yaml", "# expect: none\n# why: it is good\n").Rules.Should().BeEmpty();

    [Theory]
    [InlineData("# why: because\n")]
    [InlineData("# expect: none\n")]
    [InlineData("# expect: none\n# expect: HOP001\n# why: because\n")]
    [InlineData("# expect: hop001\n# why: because\n")]
    public void A_label_that_cannot_be_understood_is_refused(string text) => FluentActions.Invoking(() => Label.Of("x.yaml", text)).Should().Throw<FormatException>();
}
