using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Ranges;

/// <summary>What becomes of a plan for many pairs of versions when a pair is known.</summary>
public sealed class ExpansionTests
{
    [Fact]
    public void Steps_whose_condition_does_not_hold_are_gone_and_the_others_keep_id_and_place()
    {
        var range = Ranged.Set(Ranged.Standard).Plans.Single();
        var plan = Ranged.Of(Ranged.Standard, "1.0.0", "1.2.0");

        plan.Range.Should().BeNull();
        (plan.Id, plan.From!.ToString(), plan.To!.ToString()).Should().Be(("shop-general", "1.0.0", "1.2.0"));
        plan.Steps.Select(step => (step.Id, step.Place)).Should().BeSubsetOf(range.Steps.Select(step => (step.Id, step.Place)));
        range.Steps.Select(step => step.Id).Except(plan.Steps.Select(step => step.Id)).Should().Equal(
            "back-up-volumes-2", "verify-copy-3", "retire-volume", "promote-volume", "start-services", "verify-store", "run-command", "delete-retired");
    }

    [Theory]
    [InlineData("1.0.0", "1.2.0", "discard-trial")]
    [InlineData("1.0.0", "2.0.0", "delete-retired promote-volume retire-volume start-services verify-store")]
    [InlineData("2.0.0", "2.1.0", "back-up-volumes-2 discard-trial run-command verify-copy-3")]
    [InlineData("2.1.0", "2.2.0", "back-up-volumes-2 discard-trial verify-copy-3")]
    [InlineData("1.2.0", "3.0.0", "delete-retired promote-volume retire-volume run-command start-services verify-store")]
    public void A_condition_looks_at_both_releases_and_at_what_lies_between(string from, string to, string conditional) =>
        Ranged.Of(Ranged.Standard, from, to).Steps.Where(step => step.When is not null).Select(step => step.Id).Order(StringComparer.Ordinal).Should().Equal(conditional.Split(' '));

    [Fact]
    public void Values_are_what_they_stand_for()
    {
        var plan = Ranged.Of(Ranged.Standard, "1.2.0", "2.1.0");

        plan.Steps.OfType<FetchSource>().Single().Archive.Text.Should().Be("https://example.org/shop/v2.1.0.zip");
        plan.Steps.OfType<SwitchSource>().Single().KeepAs.Text.Should().Be("shop_1.2.0");
        plan.Steps.OfType<VerifyVersion>().Single().Expect.ToString().Should().Be("2.1.0");
        plan.Steps.OfType<VerifyVersion>().Single().Arguments.Single().Text.Should().Be("2.1.0");
        plan.RequiredSettings.Select(setting => setting.Text).Should().Equal("QUEUE");
        Ranged.Set(Ranged.Standard).Plans.Single().Steps.OfType<VerifyVersion>().Single().Arguments.Single().Text.Should().Be("target");
    }

    [Fact]
    public void The_hash_is_that_of_the_pair_and_of_what_the_facts_make_of_it()
    {
        var plan = Ranged.Of(Ranged.Standard, "1.2.0", "2.1.0");

        Ranged.Of(Ranged.Standard, "1.2.0", "2.1.0").Hash.Should().Be(plan.Hash).And.MatchRegex("^[0-9a-f]{64}$");
        Ranged.Of(Ranged.Standard, "1.2.0", "2.2.0").Hash.Should().NotBe(plan.Hash);
        Ranged.Of(Ranged.Standard.Changed(Shop.Application, "settings: { add: [QUEUE] }", "settings: { add: [OTHER] }"), "1.2.0", "2.1.0").Hash.Should().NotBe(plan.Hash);
        Ranged.Of(Ranged.Standard.Changed(Ranged.Plan, "{ crosses: 2.1.0 }", "{ crosses: 2.2.0 }"), "1.2.0", "2.1.0").Hash.Should().NotBe(plan.Hash);
    }

    [Fact]
    public void Pairs_lead_upwards_inside_of_the_ranges_and_over_no_mandatory_stop()
    {
        PairsOf(Ranged.Standard).Should().HaveCount(20).And.Contain("1.0.0-1.1.0").And.Contain("1.0.0-3.0.0").And.NotContain("2.2.0-3.0.0");
        PairsOf(Ranged.Standard.Changed(Shop.Application, "2.0.0: {", "2.0.0: { mandatory-stop: true,")).Should().Contain("1.2.0-2.0.0").And.NotContain("1.2.0-2.1.0").And.Contain("2.0.0-2.1.0");
        PairsOf(Ranged.Standard.Changed(Ranged.Plan, "from: 1.0.0..2.1.0", "from: 2.0.0").Changed(Ranged.Plan, "to: 1.1.0..3.0.0", "to: ..2.2.0")).Should().Equal("2.0.0-2.1.0", "2.0.0-2.2.0");
    }

    [Fact]
    public void A_pair_with_a_plan_of_its_own_is_not_that_of_a_range()
    {
        var own = Shop.Text(Shop.Plan).Replace("from: 1.0.0", "from: 1.2.0", StringComparison.Ordinal);

        PairsOf(Ranged.Standard.With("own.yaml", own)).Should().HaveCount(19).And.NotContain("1.2.0-2.0.0");
    }

    private static IEnumerable<string> PairsOf(Shop shop)
    {
        var set = Ranged.Set(shop);
        return PlanExpansion.PairsOf(set.Applications.Single(), set.Plans.Single(plan => plan.Range is not null), set.Plans).Select(pair => $"{pair.From.Version}-{pair.To.Version}");
    }
}
