using Hopguard.Engine.Journals;
using Hopguard.Engine.Runs;

namespace Hopguard.Engine.Tests.Model;

/// <summary>A run of a plan for a range of versions: the pair is chosen as it begins, and stays.</summary>
public sealed class RangeRunTests
{
    private const string Path = "tests/corpus/wiki/ranges/general.yaml";

    [Theory]
    [InlineData("1.0", "2.0", "2.0")]
    [InlineData("1.0", "2.1", null)]
    [InlineData("1.1", "2.1", "v2.1")]
    public async Task Hop_leads_to_the_version_that_is_asked_for_else_to_the_newest(string from, string to, string? asked)
    {
        using var bed = Bed(from, to, asked);

        await bed.UpgradeAsync();

        bed.Tree.Should().Be(to);
        var start = Start(bed);
        (start.PlanId, start.To, start.PlanHash).Should().Be(("wiki-general", to, bed.Plan.Hash));
    }

    [Fact]
    public async Task Run_that_was_begun_keeps_its_pair()
    {
        using var bed = Bed("1.0", "2.0", "2.0");
        await bed.UpgradeAsync();

        bed.Options = bed.Options with { To = "2.1" };
        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().EndWith("leads to 2.0, not to 2.1");

        bed.Options = bed.Options with { To = null };
        await bed.UpgradeAsync();
        bed.Tree.Should().Be("2.0");
        (await bed.RollBackAsync()).Should().Be(RunState.RolledBack);
        PlanDrill.AssertIs(bed, bed.From);
    }

    [Fact]
    public async Task Accepted_run_is_the_one_whose_last_step_is_asked_for()
    {
        using var bed = Bed("1.0", "1.1", "1.1");
        await bed.UpgradeAsync();
        bed.Options = bed.Options with { Accept = true };
        (await bed.UpgradeAsync()).Should().Be(RunState.Accepted);

        bed.Options = bed.Options with { DeleteRetired = true, To = null };
        (await bed.UpgradeAsync()).Should().Be(RunState.Finished);
        bed.Tree.Should().Be("1.1");
    }

    [Theory]
    [InlineData("3.0", "Version '3.0' of Wiki is not listed in 'tests/corpus/wiki/application.yaml'")]
    [InlineData("newest", "Version 'newest' of Wiki is not listed in 'tests/corpus/wiki/application.yaml'")]
    public async Task Version_that_nobody_knows_is_refused_before_anything_is_touched(string asked, string refusal)
    {
        using var bed = Bed("1.0", "2.0", asked);

        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().Be(refusal);

        PlanDrill.AssertIs(bed, bed.From);
        RunLibrary.Of(bed.Options).Runs().Should().BeEmpty();
    }

    [Fact]
    public async Task Version_that_nobody_could_look_at_is_not_accepted()
    {
        using var bed = Bed("1.0", "2.0", "2.0");
        bed.Options = bed.Options with { Accept = true };

        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().Be("Version 2.0 cannot be accepted before it was upgraded to and runs; nothing was changed");

        PlanDrill.AssertIs(bed, bed.From);
        RunLibrary.Of(bed.Options).Runs().Should().BeEmpty();
    }

    [Fact]
    public async Task Version_below_is_refused()
    {
        using var bed = Bed("1.1", "2.0", "1.0");

        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().Be("Plan 'wiki-general' does not lead from 1.1 to 1.0");
    }

    [Fact]
    public async Task Plan_of_one_pair_leads_nowhere_else()
    {
        using var bed = new ModelBed(GoodPlans.Read("tests/corpus/wiki/good/1.0-1.1.yaml").Application, GoodPlans.Read("tests/corpus/wiki/good/1.0-1.1.yaml").Plan);
        bed.Options = bed.Options with { To = "2.0" };

        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().Be("Plan 'wiki-1.1' leads to 1.1, and 2.0 is asked for");
    }

    [Theory]
    [InlineData("1.0", null, "1.1")]
    [InlineData("1.1", null, null)]
    [InlineData("1.1", "2.1", "2.1")]
    [InlineData("2.0", null, "2.1")]
    public async Task A_range_leads_on_behind_a_plan_of_one_pair_only_when_it_is_told_where_to(string installed, string? asked, string? goal)
    {
        using var bed = Bed(installed, "2.1", asked);
        bed.Plans = [bed.Range!, GoodPlans.Read("tests/corpus/wiki/good/1.0-1.1.yaml").Plan];

        var ahead = await bed.FindRouteAsync();

        ahead.Hops.Select(hop => hop.To!.ToString()).Should().Equal(goal is null ? [] : [goal]);
    }

    private static ModelBed Bed(string from, string to, string? asked)
    {
        var (application, plan) = GoodPlans.Read($"{Path}@{from}..{to}");
        var bed = new ModelBed(application, plan) { Range = GoodPlans.ReadFile(Path).Plan };
        bed.Options = bed.Options with { To = asked };
        return bed;
    }

    private static JournalEntry.RunStarted Start(ModelBed bed) => RunLibrary.Of(bed.Options).Runs()[^1].History.Start!;
}
