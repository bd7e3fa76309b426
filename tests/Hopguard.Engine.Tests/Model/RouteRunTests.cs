using Hopguard.Engine.Journals;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>
/// A route of three hops runs as one: killed at every change of the world and before every record it is taken up again by the same command, forward and back, and ends at the wanted
/// version, at the stop that is named or where it began.
/// </summary>
public sealed class RouteRunTests
{
    private const string Folder = "tests/corpus/wiki";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_prefix_leads_on_to_the_end_and_back_to_the_start(bool closely)
    {
        using var bed = Bed();
        var moments = await RecordAsync(bed, closely, bed.UpgradeRouteAsync);
        moments.Should().HaveCountGreaterThan(50);
        AssertIs(bed, "2.1", RunState.AwaitingAcceptance);
        Places(bed).Should().Equal((1, "1.0"), (2, "1.1"), (3, "2.0"));

        foreach (var moment in moments.Where((moment, index) => !closely || index % 5 == 0 || moment == moments[^1]))
        {
            bed.Return(moment);
            await bed.UpgradeRouteAsync();
            AssertIs(bed, "2.1", RunState.AwaitingAcceptance);

            bed.Return(moment);
            if (bed.State() is null)
                continue;

            await bed.RollBackAsync();
            AssertIs(bed, "1.0", RunState.RolledBack);
            (await bed.ClaimedForAsync()).Should().BeNull();
        }
    }

    [Fact]
    public async Task The_deployment_belongs_to_the_route_at_every_moment_of_it()
    {
        using var bed = Bed();
        var moments = await RecordAsync(bed, closely: true, bed.UpgradeRouteAsync);
        moments.AddRange(await RecordAsync(bed, closely: true, bed.RollBackAsync));
        foreach (var moment in moments.SkipLast(1))
        {
            bed.Return(moment);
            if (bed.State() is not null && Unfinished(bed).Any())
                (await bed.ClaimedForAsync()).Should().Be(Runs(bed)[0].Start!.RunId);
        }
    }

    [Fact]
    public async Task Every_prefix_of_the_way_back_leads_on_to_the_start()
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        foreach (var moment in await RecordAsync(bed, closely: false, bed.RollBackAsync))
        {
            bed.Return(moment);
            if (Unfinished(bed).Any())
                await bed.RollBackAsync();
            AssertIs(bed, "1.0", RunState.RolledBack);

            bed.Return(moment);
            if (Unfinished(bed).Any(run => run.State() == RunState.RollingBack))
            {
                (await Refused(bed.UpgradeRouteAsync)).Message.Should().StartWith("An interrupted rollback was brought to its end: version 1.0 is running again");
                AssertIs(bed, "1.0", RunState.RolledBack);
            }

            await bed.UpgradeRouteAsync();
            AssertIs(bed, "2.1", RunState.AwaitingAcceptance);
        }
    }

    // The way is written down newest first, and a kill may come between two of its records.
    [Theory]
    [InlineData(1, "1.1")]
    [InlineData(2, "2.0")]
    public async Task A_way_back_that_is_half_written_down_ends_at_a_stop_or_is_written_to_its_end(int missing, string stop)
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        var begun = (await RecordAsync(bed, closely: true, bed.RollBackAsync))[1];
        var unwritten = Runs(bed).Take(missing).Select(run => run.Start!.RunId).ToList();
        var half = begun with { Files = [.. begun.Files.Select(file => unwritten.Any(file.File.Contains) && file.File.EndsWith("journal.log", StringComparison.Ordinal) ? (file.File, WithoutLastLine(file.Content)) : file)] };

        bed.Return(half);
        Unfinished(bed).Select(run => run.State()).Should().Equal(Enumerable.Repeat(RunState.AwaitingAcceptance, missing).Concat(Enumerable.Repeat(RunState.RollingBack, 3 - missing)));
        (await Refused(bed.UpgradeRouteAsync)).Message.Should().StartWith($"An interrupted rollback was brought to its end: version {stop} is running again");
        await bed.UpgradeRouteAsync();
        AssertIs(bed, "2.1", RunState.AwaitingAcceptance);

        bed.Return(half);
        await bed.RollBackAsync();
        AssertIs(bed, "1.0", RunState.RolledBack);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("v2.0")]
    public async Task Every_prefix_of_the_way_to_a_stop_leads_on_to_it_and_from_there_up_again(string stop)
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { ToStop = stop };
        foreach (var moment in await RecordAsync(bed, closely: false, bed.RollBackAsync))
        {
            bed.Return(moment);
            if (bed.Tree != stop.TrimStart('v') || Unfinished(bed).Any(run => run.State() == RunState.RollingBack))
                await bed.RollBackAsync();
            bed.Tree.Should().Be(stop.TrimStart('v'));
            bed.World.Violations.Should().BeEmpty();
            (await bed.ClaimedForAsync()).Should().NotBeNull("the hops before the stop are not accepted yet");

            await bed.UpgradeRouteAsync();
            AssertIs(bed, "2.1", RunState.AwaitingAcceptance);
        }
    }

    [Fact]
    public async Task Acceptance_is_one_for_all_hops_from_every_prefix()
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { Accept = true, DeleteRetired = true };
        foreach (var moment in await RecordAsync(bed, closely: true, bed.UpgradeRouteAsync))
        {
            bed.Return(moment);
            await bed.UpgradeRouteAsync();
            bed.Tree.Should().Be("2.1");
            Runs(bed).Select(run => run.State()).Should().AllBeEquivalentTo(RunState.Finished);
            AssertNothingAside(bed);
            (await bed.ClaimedForAsync()).Should().BeNull();
        }
    }

    /// <summary>A route is accepted by one command and what was put aside on it deleted by another, whichever of its hops put something aside.</summary>
    [Theory]
    [InlineData("1.1..2.0", RunState.Finished)]
    [InlineData("1.0..1.1 1.1..2.0", RunState.Accepted)]
    public async Task What_any_hop_retired_is_deleted_at_the_end_of_the_route(string retiring, RunState first)
    {
        using var bed = Bed();
        bed.Plans = [.. new[] { "1.0..1.1", "1.1..2.0", "2.0..2.1" }.Select(pair => (Hop: GoodPlans.Read($"{Folder}/ranges/general.yaml@{pair}").Plan with { Name = null }, Retires: retiring.Contains(pair, StringComparison.Ordinal)))
            .Select(hop => hop.Retires ? hop.Hop : InPlace(hop.Hop))];
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { Accept = true };
        await bed.UpgradeRouteAsync();
        Runs(bed).Select(run => run.State()).Should().Equal(first, RunState.Accepted, RunState.Accepted);

        bed.Options = bed.Options with { Accept = false, DeleteRetired = true };
        await bed.UpgradeRouteAsync();
        Runs(bed).Select(run => run.State()).Should().AllBeEquivalentTo(RunState.Finished);
        AssertNothingAside(bed);
        (await bed.ClaimedForAsync()).Should().BeNull();
    }

    [Fact]
    public async Task What_was_deleted_before_begins_no_upgrade_to_a_newer_version()
    {
        using var bed = Bed();
        var typed = bed.Options with { To = "1.1" };
        bed.Options = typed;
        await bed.UpgradeRouteAsync();
        bed.Options = typed with { Accept = true, DeleteRetired = true };
        await bed.UpgradeRouteAsync();
        Runs(bed).Select(run => run.State()).Should().Equal(RunState.Finished);

        bed.Options = typed with { To = null, DeleteRetired = true };
        (await bed.UpgradeRouteAsync()).Hops.Should().BeEmpty();
        bed.Options = typed with { To = "2.1", DeleteRetired = true };
        (await Refused(bed.UpgradeRouteAsync)).Message.Should().Be("Version 2.0 was not upgraded to and accepted, so its upgrade has put nothing aside to delete; nothing was changed");
        bed.Tree.Should().Be("1.1");
        Runs(bed).Should().ContainSingle();
    }

    // The application migrates its database where it lies, and nothing is put aside.
    private static Plan InPlace(Plan hop) => hop with { Steps = [.. hop.Steps.Where(step => step is not (RestoreDatabase or VerifyCopy or RetireVolume or PromoteVolume or VerifyStore))] };

    [Fact]
    public async Task A_hop_that_fails_goes_back_to_its_stop_and_the_same_command_tries_it_again()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { UntilStop = true };
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { UntilStop = false };
        bed.Refusals.Places.Add($"{ModelRefusals.Execute} verify-store");
        (await Refused(bed.UpgradeRouteAsync)).Message.Should().EndWith("Version 1.1 is running again, verified");
        AssertIs(bed, "1.1", RunState.RolledBack);
        Runs(bed)[0].State().Should().Be(RunState.AwaitingAcceptance);
        (await bed.ClaimedForAsync()).Should().NotBeNull();

        bed.Refusals.Places.Clear();
        await bed.UpgradeRouteAsync();
        AssertIs(bed, "2.1", RunState.AwaitingAcceptance);
        await bed.RollBackAsync();
        AssertIs(bed, "1.0", RunState.RolledBack);
    }

    [Fact]
    public async Task It_goes_from_stop_to_stop_where_that_is_asked_for()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { UntilStop = true };
        foreach (var stop in new[] { "1.1", "2.0", "2.1" })
        {
            await bed.UpgradeRouteAsync();
            AssertIs(bed, stop, RunState.AwaitingAcceptance);
        }
    }

    [Fact]
    public async Task What_is_told_names_the_stop_the_end_and_every_way_back()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { UntilStop = true };
        await bed.UpgradeRouteAsync();
        bed.Report!.Verdict.Happened.Should().Be("Wiki was upgraded to 1.1, a stop on the way to 2.1, and verified");
        bed.Report.Verdict.Next.Should().Equal("to continue:  CONTINUE", "to roll back: ROLL-BACK");

        bed.Options = bed.Options with { UntilStop = false };
        await bed.UpgradeRouteAsync();
        bed.Report.Verdict.State.Should().Be("The new version runs; the old data is kept and the way back to version 1.0 is open");
        bed.Report.Verdict.Next.Should().Equal("to accept:    ACCEPT", "to roll back: ROLL-BACK", "to roll back to 2.0: ROLL-BACK --to-stop=2.0", "to roll back to 1.1: ROLL-BACK --to-stop=1.1");
        bed.Report.Route!.Hops.Select(hop => (hop.From, hop.To, hop.State)).Should()
            .Equal(("1.0", "1.1", RunState.AwaitingAcceptance), ("1.1", "2.0", RunState.AwaitingAcceptance), ("2.0", "2.1", RunState.AwaitingAcceptance));
        bed.Report.Route.Outage!.Length.Should().Be(bed.Report.Route.Hops.Aggregate(TimeSpan.Zero, (sum, hop) => sum + hop.Outage!.Length!.Value));

        bed.Options = bed.Options with { ToStop = "1.1" };
        await bed.RollBackAsync();
        bed.Report.Verdict.Happened.Should().Be("The upgrade was rolled back to 1.1, a stop of the route, as asked for");
        bed.Report.Verdict.Next.Should().Equal("to continue:  CONTINUE", "to roll back: ROLL-BACK");

        bed.Options = bed.Options with { ToStop = null };
        await bed.RollBackAsync();
        bed.Report.Verdict.Success.Should().BeTrue();
        bed.Tree.Should().Be("1.0");
    }

    [Fact]
    public async Task A_stop_that_is_accepted_begins_another_route()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { StopAt = ["2.0"] };
        (await bed.UpgradeRouteAsync()).Beyond.Select(hop => hop.To!.ToString()).Should().Equal("2.1");
        AssertIs(bed, "2.0", RunState.AwaitingAcceptance);
        await bed.UpgradeRouteAsync();
        AssertIs(bed, "2.0", RunState.AwaitingAcceptance);

        var typed = bed.Options;
        bed.Options = typed with { Accept = true };
        await bed.UpgradeRouteAsync();
        Runs(bed).Select(run => run.State()).Should().Equal(RunState.Accepted, RunState.Accepted);

        bed.Options = typed;
        await bed.UpgradeRouteAsync();
        AssertIs(bed, "2.1", RunState.AwaitingAcceptance);
        await bed.RollBackAsync();
        bed.Tree.Should().Be("2.0");
    }

    [Fact]
    public async Task A_route_can_end_at_the_stop_that_it_reached()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { UntilStop = true };
        await bed.UpgradeRouteAsync();

        bed.Options = bed.Options with { Accept = true };
        (await Refused(bed.UpgradeRouteAsync)).Message.Should().Be("Version 1.1 is a stop on the way to 2.1, and a route is accepted at its end; nothing was changed");
        AssertIs(bed, "1.1", RunState.AwaitingAcceptance);

        bed.Options = bed.Options with { To = "1.1" };
        await bed.UpgradeRouteAsync();
        AssertIs(bed, "1.1", RunState.Accepted);
    }

    [Theory]
    [InlineData("1.0", null, null, "Version 1.0 is where run '*' or its route came from, and an upgrade never leads down; nothing was changed")]
    [InlineData("3.0", null, null, "Run '*' leads to 2.1, not to 3.0")]
    public async Task Another_goal_than_that_which_was_begun_is_refused(string to, string? stop, string? from, string refusal)
    {
        using var bed = Bed();
        bed.Options = bed.Options with { UntilStop = true };
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { To = to, StopAt = stop is null ? [] : [stop], From = from };

        (await Refused(bed.UpgradeRouteAsync)).Message.Should().Match(refusal);

        AssertIs(bed, "1.1", RunState.AwaitingAcceptance);
    }

    [Theory]
    [InlineData("2.1", "3.0", null, "Version 3.0 is no stop on the way from 1.0 to 2.1; nothing was changed")]
    [InlineData("2.0", "2.1", null, "Version 2.1 is no stop on the way from 1.0 to 2.0; nothing was changed")]
    [InlineData("2.1", "soon", null, "'soon' is no version of Wiki; nothing was changed")]
    [InlineData("2.1", null, "1.1", "Version 1.0 of Wiki is installed, not 1.1; nothing was changed")]
    public async Task What_contradicts_the_deployment_is_refused_before_anything_is_touched(string to, string? stop, string? from, string refusal)
    {
        using var bed = Bed();
        bed.Options = bed.Options with { To = to, StopAt = stop is null ? [] : [stop], From = from };

        (await Refused(bed.UpgradeRouteAsync)).Message.Should().Be(refusal);

        Runs(bed).Should().BeEmpty();
        PlanDrill.AssertIs(bed, bed.From);
    }

    [Fact]
    public async Task A_version_that_no_hop_leads_to_is_refused_with_the_reason()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { To = "3.0" };
        (await bed.FindRouteAsync()).Refused!.What.English.Should().Be("There is no way from '1.0' to '3.0': it is newer than '2.1', the newest release of Wiki that is known here");
    }

    [Fact]
    public async Task A_stop_that_was_not_passed_is_no_way_back()
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { ToStop = "2.1" };

        var refusal = await Refused(bed.RollBackAsync);

        refusal.Message.Should().EndWith("could be rolled back to; nothing was changed");
        refusal.Remedy.Should().Be("Name one of 2.0, 1.1, 1.0 with --to-stop, or leave it out to go back to 1.0");
        AssertIs(bed, "2.1", RunState.AwaitingAcceptance);
    }

    [Fact]
    public async Task A_rollback_that_was_begun_does_not_end_before_where_it_leads()
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        bed.Return((await RecordAsync(bed, closely: false, bed.RollBackAsync))[2]);
        bed.Options = bed.Options with { ToStop = "2.0" };

        (await Refused(bed.RollBackAsync)).Message.Should().Be("The rollback to 1.0 was begun, which lies behind 2.0; nothing was changed");

        bed.Options = bed.Options with { ToStop = null };
        await bed.RollBackAsync();
        AssertIs(bed, "1.0", RunState.RolledBack);
    }

    private static ModelBed Bed()
    {
        var (application, first) = GoodPlans.Read($"{Folder}/ranges/general.yaml@1.0..1.1");
        var range = GoodPlans.ReadFile($"{Folder}/ranges/general.yaml").Plan;
        // Every release is a stop, so that the general plan leads over three hops.
        application = application with { Releases = [.. application.Releases.Select(release => release with { MandatoryStop = true })] };
        var bed = new ModelBed(application, first) { Plans = [range] };
        bed.Options = bed.Options with { To = "2.1" };
        return bed;
    }

    private static IReadOnlyList<RunHistory> Runs(ModelBed bed) => [.. RunLibrary.Of(bed.Options).Runs().Select(run => run.History)];

    private static IEnumerable<RunHistory> Unfinished(ModelBed bed) => RunLibrary.Of(bed.Options).Unfinished().Select(run => run.History);

    private static IEnumerable<(int, string)> Places(ModelBed bed) => Runs(bed).Select(run => (run.Start!.Route!.Hop, run.Start.Before.Version));

    private static async Task<HopguardException> Refused(Func<Task> action) => (await action.Should().ThrowAsync<HopguardException>()).Which;

    private static void AssertIs(ModelBed bed, string version, RunState state)
    {
        bed.State().Should().Be(state);
        PlanDrill.AssertIs(bed, bed.Application.FindRelease(version)!);
        if (version == "1.0")
            AssertNothingAside(bed);
    }

    private static byte[] WithoutLastLine(byte[] lines) => lines[..(Array.LastIndexOf(lines, (byte)'\n', lines.Length - 2) + 1)];

    private static void AssertNothingAside(ModelBed bed) =>
        bed.World.Now.Volumes.Keys.Where(name => name.Contains("-trial-", StringComparison.Ordinal) || name.Contains("-retired-", StringComparison.Ordinal)).Should().BeEmpty();

    private static async Task<List<ModelMoment>> RecordAsync<T>(ModelBed bed, bool closely, Func<Task<T>> run)
    {
        var moments = new List<ModelMoment> { bed.Freeze() };
        var (take, leave) = ((Action)(() => moments.Add(bed.Freeze())), (Action)(() => { }));
        (bed.Moment, bed.Boundary) = closely ? (take, leave) : (leave, take);
        await run();
        (bed.Moment, bed.Boundary) = (() => { }, () => { });
        moments.Add(bed.Freeze());
        return moments;
    }
}
