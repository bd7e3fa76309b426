using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

public sealed class RollbackTests : IDisposable
{
    private readonly TestBed _bed = new();

    [Fact]
    public async Task What_a_tool_printed_of_a_secret_is_neither_in_the_run_folder_nor_in_what_is_told_nor_in_the_verdict()
    {
        _bed.Services.Redactor.Learn([KeyValuePair.Create("POSTGRES_PASSWORD", "hunter2-4711")]);
        _bed.World.Faults["execute four"] = () => throw new HopguardException("the log ends with: FATAL hunter2-4711", "Look for hunter2-4711");

        using (var session = (await _bed.OpenAsync())!)
        {
            var failure = await _bed.RefusedAsync(() => _bed.RunAllAsync(session));
            var told = session.Report(failure).Verdict;
            string.Join('\n', [told.Happened, told.State, .. told.Next]).Should().Contain("FATAL ***").And.Contain("Look for ***").And.NotContain("hunter2");
        }

        _bed.Events.Select(told => told.ToString()).Should().Contain(told => told.Contains("FATAL ***")).And.NotContain(told => told.Contains("hunter2"));

        var journal = await File.ReadAllTextAsync(_bed.Newest.Folder.Journal);
        journal.Should().Contain("FATAL ***").And.Contain("Look for ***").And.NotContain("hunter2");
        var record = new RunRecord(TestBed.Application, _bed.Plan, _bed.Newest.Folder, _bed.Newest.History);
        var verdict = new ReportBuilder(record, TestBed.Hints, _bed.Clock).Build().Verdict;
        string.Join('\n', [verdict.Happened, verdict.State, .. verdict.Next]).Should().Contain("FATAL ***").And.NotContain("hunter2");
    }

    [Fact]
    public async Task A_failing_step_and_all_before_it_are_undone_last_first()
    {
        _bed.World.Faults["execute four"] = () => new StepOutcome.Failed("it broke");
        await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        _bed.World.Calls.Where(call => call.StartsWith("undo", StringComparison.Ordinal)).Should().Equal("undo four", "undo switch", "undo two", "undo one");
        _bed.World.Violations.Should().BeEmpty();
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task The_operator_can_roll_back_until_the_word_is_given()
    {
        await _bed.UpgradeAsync();
        var report = await _bed.RollBackAsync();

        report.State.Should().Be(RunState.RolledBack);
        report.Verdict.Happened.Should().Be("The upgrade was rolled back, as asked for");
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task An_undo_that_fails_stops_the_way_back_and_can_be_repeated()
    {
        await _bed.UpgradeAsync();
        _bed.World.Faults["undo two"] = () => throw new HopguardException("volume is in use", "stop it");
        var stopped = await _bed.RefusedAsync(() => _bed.RollBackAsync());
        stopped.Message.Should().Be("Step 'two' could not be undone: volume is in use");
        stopped.Remedy.Should().Be("stop it");
        _bed.Newest.History.State().Should().Be(RunState.RollingBack);
        _bed.World.Faults.Clear();

        (await _bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
        _bed.World.Calls.Count(call => call == "undo four").Should().Be(1);
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task A_failure_whose_way_back_stops_tells_both()
    {
        _bed.World.Faults["execute four"] = () => new StepOutcome.Failed("it broke");
        _bed.World.Faults["undo two"] = () => throw new InvalidOperationException("stuck");
        var stopped = await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        stopped.Message.Should().Be("it broke. The rollback stopped before its end: Step 'two' could not be undone: stuck");
        stopped.Remedy.Should().Be("Take it up again with: ROLL-BACK");
    }

    [Fact]
    public async Task An_interrupted_rollback_is_finished_by_the_next_upgrade_which_says_so()
    {
        await _bed.UpgradeAsync();
        _bed.World.Faults["undo two"] = () => throw new InvalidOperationException("stuck");
        await _bed.RefusedAsync(() => _bed.RollBackAsync());
        _bed.World.Faults.Clear();

        var told = await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        told.Message.Should().StartWith("An interrupted rollback was brought to its end: version 2.2.0 is running again, verified. It began because the operator asked for it");
        told.Commands.Should().Equal("CONTINUE");
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task A_rollback_that_is_typed_and_ends_is_a_success_that_says_why_the_upgrade_had_failed()
    {
        _bed.World.Faults["execute four"] = () => new StepOutcome.Failed("it broke", "mend it");
        _bed.World.Faults["undo two"] = () => throw new InvalidOperationException("stuck");
        await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        _bed.World.Faults.Remove("undo two");

        var verdict = (await _bed.RollBackAsync()).Verdict;

        verdict.Success.Should().BeTrue();
        verdict.Happened.Should().Be("The upgrade was rolled back, as asked for; the rollback had begun because step 'four' failed: it broke");
        verdict.Next[^1].Should().Be("CONTINUE");
    }

    [Theory]
    [InlineData("no", true)]
    [InlineData("on-failure", true)]
    [InlineData("always", false)]
    public async Task A_task_that_ran_when_the_upgrade_began_may_have_ended_since(string policy, bool isVerified)
    {
        var task = new ServiceSnapshot("backup", "backup", "backup", "sha256:backup", WasRunning: true, policy);
        _bed.Deployment.More = [task];
        await _bed.UpgradeAsync();
        _bed.Deployment.More = [task with { WasRunning = false, HasDoneItsTask = policy != "always" }];

        if (isVerified)
            (await _bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
        else
            (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message.Should().StartWith("Service 'backup' does not run from the image");
    }

    [Fact]
    public async Task A_version_that_does_not_come_back_is_no_success()
    {
        await _bed.UpgradeAsync();
        _bed.World.Faults["undo one"] = () => { _bed.World.Set("switch", World.Half); return null; };
        (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message.Should().Be("Version 2.2.0 of project 'cvat' does not answer 1 min 00 s after the rollback");
        _bed.Newest.History.State().Should().Be(RunState.RollingBack);
        _bed.Newest.History.RollbackFailure.Should().Contain("does not answer");
        _bed.World.Set("switch", World.Untouched);

        (await _bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
    }

    [Fact]
    public async Task A_store_on_another_volume_is_no_success()
    {
        await _bed.UpgradeAsync();
        _bed.Deployment.Volume = "somewhere_else";
        (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message
            .Should().Be("Store 'database' is on volume 'somewhere_else' after the rollback instead of 'cvat_cvat_db'");
    }

    [Fact]
    public async Task A_service_from_another_image_is_no_success()
    {
        await _bed.UpgradeAsync();
        _bed.Deployment.ImageId = "sha256:new";
        (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message.Should().StartWith("Service 'cvat_server' does not run from the image");
        _bed.Newest.History.State().Should().Be(RunState.RollingBack);
    }

    [Fact]
    public async Task Without_a_run_there_is_nothing_to_roll_back() =>
        (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message.Should().StartWith("There is no run in ");

    [Fact]
    public async Task A_finished_rollback_is_not_rolled_back_again()
    {
        await _bed.UpgradeAsync();
        await _bed.RollBackAsync();
        (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message.Should().EndWith("is over (it was rolled back)");
    }

    [Fact]
    public async Task Rolling_back_twice_in_one_session_does_it_once()
    {
        await _bed.UpgradeAsync();
        using var session = await _bed.Opener().OpenForRollbackAsync([_bed.Plan], default);
        await session.RollBackAsync("first", default);
        await session.RollBackAsync("second", default);
        _bed.Events.OfType<RunEvent.RollbackStarted>().Should().ContainSingle();
        Journal.Read(_bed.Newest.Folder.Journal).OfType<JournalEntry.RolledBack>().Should().ContainSingle();
    }

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_rollback_that_could_not_end_is_not_begun()
    {
        await _bed.UpgradeAsync();
        _bed.World.Faults["guard-undo two"] = () => new StepOutcome.Failed("there is no room", "make some");

        var refused = await _bed.RefusedAsync(() => _bed.RollBackAsync());
        refused.Message.Should().Be("there is no room; the rollback was not begun and nothing was changed");
        refused.Remedy.Should().Be("make some");
        _bed.World.Calls.Where(call => call.StartsWith("guard-undo", StringComparison.Ordinal)).Should().Equal("guard-undo one", "guard-undo two");
        _bed.World.Calls.Should().NotContain(call => call.StartsWith("undo", StringComparison.Ordinal));
        _bed.Newest.History.State().Should().Be(RunState.AwaitingAcceptance);

        _bed.World.Faults.Clear();
        (await _bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
    }
}
