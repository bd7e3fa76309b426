using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Runs;

public sealed class RunTests : IDisposable
{
    private readonly TestBed _bed = new();

    [Fact]
    public async Task A_hop_ends_waiting_for_the_operators_word()
    {
        var report = await _bed.UpgradeAsync();

        report.State.Should().Be(RunState.AwaitingAcceptance);
        report.Steps.Select(step => step.Status).Should().Equal(
            StepStatus.Done, StepStatus.Done, StepStatus.Done, StepStatus.Done, StepStatus.Waiting, StepStatus.Pending);
        _bed.World.Calls.Should().Equal(
            "guard one", "execute one", "guard two", "execute two", "guard switch", "execute switch", "guard four", "execute four");
    }

    [Fact]
    public async Task A_deployment_at_the_plans_version_needs_no_run()
    {
        _bed.World.Set("switch", World.Done);
        (await _bed.OpenAsync()).Should().BeNull();
        _bed.Library.Runs().Should().BeEmpty();
    }

    [Fact]
    public async Task A_deployment_of_another_version_than_the_plan_starts_from_is_refused()
    {
        _bed.Plan = _bed.Plan with { From = Plans.Model.ReleaseVersion.Parse("2.1.0") };
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().Be("Project 'cvat' runs version 2.2.0, and plan 'cvat-2.3.0' starts from 2.1.0");
        _bed.Library.Runs().Should().BeEmpty();
    }

    [Fact]
    public async Task A_procedure_ends_finished_without_a_word()
    {
        _bed.Plan = TestBed.Procedure("one", "two");
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.Finished);
    }

    [Fact]
    public async Task A_run_that_is_over_leaves_nothing_that_nobody_needs()
    {
        await _bed.UpgradeAsync();
        var folder = _bed.Newest.Folder;
        File.GetUnixFileMode(_bed.Library.StateFolder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, "copies hold personal data");
        File.Exists(folder.Journal + ".reserve").Should().BeTrue("the run waits for the operator");
        Directory.CreateDirectory(folder.PartialCopy("dump"));
        Directory.CreateDirectory(folder.Copy("x.partial"));
        new Engine.Reports.ReportBuilder(new RunRecord(TestBed.Application, _bed.Plan, folder, _bed.Newest.History), TestBed.Hints, _bed.Clock).Build()
            .Kept.Should().Contain(item => item.Where == folder.PartialCopy("dump"), "what stays is named");

        await _bed.RollBackAsync();

        File.Exists(folder.Journal + ".reserve").Should().BeFalse();
        Directory.Exists(folder.PartialCopy("dump")).Should().BeFalse();
        Directory.Exists(folder.Copy("x.partial")).Should().BeTrue("a copy that is called so is complete");
    }

    [Fact]
    public async Task Steps_done_before_are_never_done_again()
    {
        using (var session = await _bed.OpenAsync())
            await session!.RunStepAsync("one", default);

        await _bed.UpgradeAsync();

        _bed.World.Calls.Count(call => call == "execute one").Should().Be(1);
        _bed.Events.OfType<RunEvent.StepSkipped>().Should().ContainSingle().Which.StepId.Should().Be("one");
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_changed_before_another_process_goes_on_stops_the_run_before_it_does_anything()
    {
        using (var session = await _bed.OpenAsync())
        {
            await session!.RunStepAsync("one", default);
            await session.RunStepAsync("two", default);
        }

        var isChanged = false;
        _bed.World.Faults["resume one"] = () => isChanged ? new StepOutcome.Failed("'media/late' changed after copy 'volumes' was taken", "Start over") : null;
        _bed.World.Faults["execute switch"] = () => throw new OperationCanceledException();
        _bed.Options = _bed.Options with { AutomaticRollback = false };
        await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        _bed.World.Calls.Count(call => call == "resume one").Should().Be(1, "one look for each process is enough");
        _bed.World.Calls.Clear();
        isChanged = true;

        var refusal = await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        refusal.Message.Should().Be("'media/late' changed after copy 'volumes' was taken. Nothing was rolled back");
        refusal.Remedy.Should().Be("Start over");
        _bed.World.Calls.Should().Equal("resume one");
        _bed.Newest.History.LastFailure!.Value.StepId.Should().Be("switch");
        (await _bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task A_single_step_is_refused_with_the_name_of_the_first_that_is_missing()
    {
        using var session = await _bed.OpenAsync();
        (await _bed.RefusedAsync(() => session!.RunStepAsync("four", default))).Message
            .Should().Be("Step 'four' cannot be done before 'one', which is Pending in this run");
        _bed.World.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_guards_refusal_fails_the_step_before_it_acts()
    {
        _bed.World.Faults["guard two"] = () => new StepOutcome.Failed("not now", "try tomorrow");
        var refusal = await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        refusal.Message.Should().Be("not now. Version 2.2.0 is running again, verified");
        refusal.Remedy.Should().Be("try tomorrow");
        _bed.World.Calls.Should().NotContain("execute two");
        _bed.Newest.History.State().Should().Be(RunState.RolledBack);
    }

    [Fact]
    public async Task An_unexpected_exception_is_a_failure_like_any_other()
    {
        _bed.World.Faults["execute two"] = () => throw new InvalidOperationException("a bug");
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("Step 'two' met an unexpected error: a bug");
        _bed.Events.OfType<RunEvent.StepLogged>().Should().Contain(log => log.Line.Contains(nameof(InvalidOperationException)));
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task A_full_disk_in_a_step_is_a_failure_that_names_the_step()
    {
        _bed.World.Faults["execute two"] = () => throw new IOException("No space left on device");
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("A file could not be read or written: No space left on device");
    }

    [Fact]
    public async Task Without_automatic_rollback_a_failure_stops_and_the_same_command_tries_again()
    {
        _bed.Options = _bed.Options with { AutomaticRollback = false };
        _bed.World.Faults["execute two"] = () => new StepOutcome.Failed("flaky");
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().Be("flaky. Nothing was rolled back");
        _bed.Newest.History.State().Should().Be(RunState.Failed);
        _bed.World.Faults.Clear();

        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        _bed.World.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_rolled_back_takes_no_step_any_more()
    {
        _bed.World.Faults["execute two"] = () => new StepOutcome.Failed("broken");
        using var session = await _bed.OpenAsync();
        await session!.RunStepAsync("one", default);
        await _bed.RefusedAsync(() => session.RunStepAsync("two", default));

        (await _bed.RefusedAsync(() => session.RunStepAsync("one", default))).Message.Should().EndWith("was rolled back, and is over");
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task Attempts_that_did_nothing_leave_one_folder_and_it_tells_why_until_another_run_begins()
    {
        _bed.Plan = _bed.Plan with { Steps = [new PullImages { Id = "pull" }, .. _bed.Plan.Steps] };
        _bed.World.Faults["execute pull"] = () => new StepOutcome.Failed("image 'a' is not to be had");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("image 'a' is not to be had. Version 2.2.0 was not stopped");
            _bed.Library.Runs().Should().ContainSingle().Which.History.LastFailure!.Value.StepId.Should().Be("pull");
            Directory.GetDirectories(Path.Combine(_bed.Library.StateFolder, "runs")).Should().ContainSingle();
        }
    }

    [Fact]
    public async Task After_a_rollback_the_same_command_begins_a_new_run()
    {
        _bed.World.Faults["execute two"] = () => new StepOutcome.Failed("broken");
        await _bed.RefusedAsync(() => _bed.UpgradeAsync());
        _bed.World.Faults.Clear();

        (await _bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        _bed.Library.Runs().Should().HaveCount(2);
    }

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task What_later_steps_will_refuse_is_told_by_the_check_all_at_once()
    {
        _bed.Plan = TestBed.Hop("one", "check", "switch", "four");
        _bed.World.Faults["foresee one"] = () => new StepOutcome.Failed("is behind us");
        _bed.World.Faults["foresee switch"] = () => new StepOutcome.Failed("folder 'x' exists already");
        _bed.World.Faults["foresee four"] = () => throw new HopguardException("port 80 is taken", "free it");

        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().StartWith("folder 'x' exists already; port 80 is taken (free it)");
        _bed.World.Calls.Should().NotContain(call => call.StartsWith("execute switch", StringComparison.Ordinal));
    }
}
