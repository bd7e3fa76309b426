using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

public sealed class AcceptanceTests : IDisposable
{
    private readonly TestBed _bed = new();

    [Fact]
    public async Task Acceptance_closes_the_way_back()
    {
        await AcceptAsync();
        (await _bed.RefusedAsync(() => _bed.RollBackAsync())).Message.Should().EndWith("was accepted, and writes of the new version would be lost by going back");
        _bed.World.Calls.Should().NotContain(call => call.StartsWith("undo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_answer_is_not_accepted_and_both_ways_stay_open()
    {
        await _bed.UpgradeAsync();
        _bed.World.Set("switch", World.Half);
        var refused = await _bed.RefusedAsync(AcceptAsync);
        refused.Message.Should().Be(
            "Version 2.3.0 is not accepted: nothing answers. Nothing was accepted and nothing rolled back: all data is in place, and the way back to version 2.2.0 is open");
        refused.Next.Should().Equal("Look at the log of service 'cvat_server'", "to accept:    ACCEPT", "to roll back: ROLL-BACK");
        _bed.World.Calls.Should().NotContain(call => call.StartsWith("undo", StringComparison.Ordinal));
        using (var session = await _bed.OpenAsync())
            session!.Report().Verdict.Next.Should().Equal("Look at the log of service 'cvat_server'", "to accept:    ACCEPT", "to roll back: ROLL-BACK");

        _bed.World.Set("switch", World.Done);
        (await AcceptAsync()).State.Should().Be(RunState.Accepted);
    }

    [Fact]
    public async Task Another_plan_is_refused_with_both_ways_out_of_a_run_that_awaits_acceptance()
    {
        await _bed.UpgradeAsync();
        _bed.Plan = TestBed.Procedure("one");

        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Next.Should().Equal("Finish it first, or roll it back", "to accept:    ACCEPT", "to roll back: ROLL-BACK");
    }

    [Fact]
    public async Task After_a_refused_acceptance_the_version_before_can_be_put_back()
    {
        await _bed.UpgradeAsync();
        _bed.World.Set("switch", World.Half);
        await _bed.RefusedAsync(AcceptAsync);

        (await _bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
    }

    [Fact]
    public async Task A_refused_rollback_leaves_no_trace_and_proposes_nothing_that_deletes()
    {
        await AcceptAsync();
        var journal = await File.ReadAllTextAsync(_bed.Newest.Folder.Journal);

        var refusal = await _bed.RefusedAsync(() => _bed.RollBackAsync());

        refusal.Remedy.Should().StartWith("Nothing was changed, the new version runs").And.Contain(_bed.Newest.Folder.Path).And.NotContain("DELETE");
        refusal.Commands.Should().Equal("what is there: STATUS");
        (await File.ReadAllTextAsync(_bed.Newest.Folder.Journal)).Should().Be(journal);
    }

    [Fact]
    public async Task What_was_retired_can_be_deleted_later_in_the_same_run()
    {
        var accepted = await AcceptAsync();
        _bed.Options = _bed.Options with { DeleteRetired = true };
        var report = await _bed.UpgradeAsync();

        report.RunId.Should().Be(accepted.RunId);
        report.State.Should().Be(RunState.Finished);
    }

    [Fact]
    public async Task The_word_is_not_needed_twice()
    {
        await AcceptAsync();
        _bed.Options = _bed.Options with { Accept = false };
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.Accepted);
    }

    [Fact]
    public async Task A_failed_deletion_rolls_nothing_back_and_is_told()
    {
        await _bed.UpgradeAsync();
        _bed.World.Faults["delete"] = () => new StepOutcome.Failed("volume is in use", "stop it");
        _bed.Options = _bed.Options with { Accept = true, DeleteRetired = true };
        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Message.Should().Be("volume is in use. Nothing was rolled back");

        using var session = await _bed.OpenAsync();
        var verdict = session!.Report().Verdict;
        verdict.Success.Should().BeFalse();
        verdict.Happened.Should().Contain("step 'delete-retired' failed: volume is in use");
        verdict.Next.Should().Equal("stop it", "DELETE-RETIRED");
    }

    [Fact]
    public async Task An_accepted_run_stands_in_the_way_of_no_other_plan()
    {
        await AcceptAsync();
        _bed.Plan = TestBed.Procedure("one");
        _bed.World.Set("one", World.Untouched);
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.Finished);
    }

    [Fact]
    public async Task A_newer_Hopguard_with_a_changed_plan_sees_that_nothing_is_to_be_done()
    {
        await AcceptAsync();
        _bed.Plan = _bed.Plan with { Hash = new string('b', 64) };
        (await _bed.OpenAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_deployment_that_was_put_back_by_hand_gets_a_run_of_its_own()
    {
        var accepted = await AcceptAsync();
        foreach (var step in new[] { "one", "two", "switch", "four" })
            _bed.World.Set(step, World.Untouched);

        _bed.Options = _bed.Options with { Accept = false };
        (await _bed.UpgradeAsync()).RunId.Should().NotBe(accepted.RunId);
    }

    [Fact]
    public async Task What_nobody_could_look_at_is_not_accepted_and_nothing_is_begun()
    {
        _bed.Options = _bed.Options with { Accept = true };
        var refusal = await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        refusal.Message.Should().Be("Version 2.3.0 cannot be accepted before it was upgraded to and runs; nothing was changed");
        refusal.Next.Should().Equal("Upgrade without 'accept' first and look at the new version, then accept it", "to upgrade:   CONTINUE");
        _bed.Library.Runs().Should().BeEmpty();
        _bed.World.Calls.Should().BeEmpty();

        (await AcceptAsync()).State.Should().Be(RunState.Accepted);
    }

    [Fact]
    public async Task What_nobody_accepted_is_not_deleted_and_nothing_is_begun()
    {
        _bed.Options = _bed.Options with { DeleteRetired = true };
        var refusal = await _bed.RefusedAsync(() => _bed.UpgradeAsync());

        refusal.Message.Should().Be("Version 2.3.0 was not upgraded to and accepted, so its upgrade has put nothing aside to delete; nothing was changed");
        refusal.Next.Should().Equal("Leave --delete-retired out to upgrade, and give it when the new version is accepted", "to upgrade:   CONTINUE");
        _bed.Library.Runs().Should().BeEmpty();
        _bed.World.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_interrupted_is_finished_before_its_version_is_accepted()
    {
        using (var session = await _bed.OpenAsync())
            await session!.RunStepAsync("one", default);
        _bed.Options = _bed.Options with { Accept = true };

        (await _bed.RefusedAsync(() => _bed.UpgradeAsync())).Commands.Should().Equal("to continue:  CONTINUE", "to roll back: ROLL-BACK");

        (await AcceptAsync()).State.Should().Be(RunState.Accepted);
    }

    [Fact]
    public async Task A_procedure_has_nothing_to_accept()
    {
        _bed.Plan = TestBed.Procedure("one");
        _bed.Options = _bed.Options with { Accept = true };
        (await _bed.UpgradeAsync()).State.Should().Be(RunState.Finished);
    }

    public void Dispose() => _bed.Dispose();

    // Upgraded first, where it was not: only what runs is accepted.
    private async Task<RunReport> AcceptAsync()
    {
        if (_bed.Library.Runs() is not [.., var newest] || newest.History.State() != RunState.AwaitingAcceptance)
        {
            _bed.Options = _bed.Options with { Accept = false };
            await _bed.UpgradeAsync();
        }

        _bed.Options = _bed.Options with { Accept = true };
        return await _bed.UpgradeAsync();
    }
}
