using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>
/// A run is recorded with the time of every record and of every change of the world; a kill is the journal and the world as they were at one of those times.
/// From every one of them, onwards or back, only the two legal ends may be reached.
/// </summary>
public sealed class CrashModelTests
{
    [Fact]
    public async Task A_kill_anywhere_on_the_way_forward_can_be_continued_and_rolled_back()
    {
        using var first = new TestBed();
        await first.UpgradeAsync();
        await SurviveEveryKillAsync(first);
    }

    [Fact]
    public async Task A_kill_anywhere_on_the_way_back_can_be_continued_and_rolled_back()
    {
        using var first = new TestBed();
        await first.UpgradeAsync();
        await first.RollBackAsync();
        await SurviveEveryKillAsync(first);
    }

    [Fact]
    public async Task A_kill_anywhere_around_a_failing_step_can_be_continued_and_rolled_back()
    {
        using var first = new TestBed();
        first.World.Faults["execute four"] = () => new StepOutcome.Failed("it broke");
        await first.RefusedAsync(() => first.UpgradeAsync());
        await SurviveEveryKillAsync(first);
    }

    [Fact]
    public async Task A_second_kill_anywhere_after_a_first_in_the_middle_of_the_switch_is_survived_as_well()
    {
        using var first = new TestBed();
        await first.UpgradeAsync();
        var half = first.World.Changes.ElementAt(4);
        foreach (var command in new Func<TestBed, Task>[] { bed => bed.UpgradeAsync(), bed => bed.RollBackAsync() })
        {
            using var second = CrashAt(first, half);
            second.World["switch"].Should().Be(World.Half);
            await command(second);
            await SurviveEveryKillAsync(second, since: half);
        }
    }

    [Fact]
    public async Task A_kill_anywhere_after_acceptance_leaves_the_new_version_accepted()
    {
        using var first = new TestBed();
        await first.UpgradeAsync();
        first.Options = first.Options with { Accept = true, DeleteRetired = true };
        await first.UpgradeAsync();
        var accepted = Journal.Read(first.Newest.Folder.Journal).OfType<JournalEntry.StepDone>().Single(done => done.ClosesWayBack).At;
        foreach (var time in Times(first).Where(time => time >= accepted))
        {
            using var bed = CrashAt(first, time);
            await bed.RefusedAsync(() => bed.RollBackAsync());
            bed.Options = bed.Options with { DeleteRetired = true };
            if (bed.Newest.History.EndedAt is null)
                (await bed.UpgradeAsync()).State.Should().Be(RunState.Finished);
        }
    }

    [Fact]
    public async Task A_kill_anywhere_while_work_goes_on_before_its_turn_can_be_continued_and_rolled_back()
    {
        using var first = new TestBed();
        first.BeginEarly("four", after: "one", until: "execute switch");
        await first.UpgradeAsync();
        first.World.Calls.Should().ContainInOrder("execute one", "execute four", "execute two", "execute switch");
        await SurviveEveryKillAsync(first);
    }

    [Fact]
    public async Task A_kill_anywhere_around_a_step_that_fails_beside_early_work_can_be_continued_and_rolled_back()
    {
        using var first = new TestBed();
        first.BeginEarly("four", after: "one", until: "never");
        first.World.Faults["execute switch"] = () => new StepOutcome.Failed("it broke");
        await first.RefusedAsync(() => first.UpgradeAsync());
        await SurviveEveryKillAsync(first);
    }

    private static async Task SurviveEveryKillAsync(TestBed first, DateTimeOffset since = default)
    {
        var times = Times(first).Where(time => time > since).ToList();
        times.Should().HaveCountGreaterThan(10);
        foreach (var time in times)
        {
            using (var bed = CrashAt(first, time))
                await ContinueAsync(bed);

            using (var bed = CrashAt(first, time))
                await GoBackAsync(bed);
        }
    }

    // One more attempt is due when the first finishes an interrupted rollback and says so.
    private static async Task ContinueAsync(TestBed bed)
    {
        var wasRollingBack = bed.Library.Runs().Count > 0 && bed.Newest.History.State() == RunState.RollingBack;
        if (wasRollingBack)
        {
            (await bed.RefusedAsync(() => bed.UpgradeAsync())).Message.Should().StartWith("An interrupted rollback was brought to its end");
            bed.World.IsUntouched.Should().BeTrue();
        }

        (await bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        bed.World.Violations.Should().BeEmpty();
        bed.Plan.Steps.OfType<Work>().Where(step => bed.World[step.Id] != World.Done).Should().BeEmpty();
    }

    private static async Task GoBackAsync(TestBed bed)
    {
        var isOver = bed.Library.Runs().Count == 0 || bed.Newest.History.EndedAt is not null;
        if (!isOver)
            (await bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);

        bed.World.Violations.Should().BeEmpty();
        bed.World.IsUntouched.Should().BeTrue();
    }

    private static IEnumerable<DateTimeOffset> Times(TestBed bed) =>
        Journal.Read(bed.Newest.Folder.Journal).Select(entry => entry.At).Concat(bed.World.Changes).Order();

    private static TestBed CrashAt(TestBed first, DateTimeOffset time)
    {
        var clock = new TestClock();
        clock.Move(time - TestClock.Start + TimeSpan.FromHours(1));
        var bed = new TestBed(clock: clock, world: first.World.AsOf(time, clock));
        bed.Plan = first.Plan;
        bed.Options = bed.Options with { DeploymentFolder = first.Options.DeploymentFolder, StateFolder = Path.Combine(bed.Folder, "state") };
        var journal = Path.Combine(bed.Library.StateFolder, "runs", first.Newest.History.Start!.RunId, "journal.log");
        Directory.CreateDirectory(Path.GetDirectoryName(journal)!);
        var entries = Journal.Read(first.Newest.Folder.Journal);
        var kept = File.ReadAllLines(first.Newest.Folder.Journal).Take(entries.Count(entry => entry.At <= time));
        File.WriteAllText(journal, string.Concat(kept.Select(line => line + "\n")));
        return bed;
    }
}
