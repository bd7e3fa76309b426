using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>A step or a way back that stops, and what is printed then: with that, the run comes to its end.</summary>
public sealed class RunRemedyTests : IDisposable
{
    private readonly TestBed _bed = new();

    [Fact]
    public async Task A_step_that_failed_is_done_once_its_cause_is_gone()
    {
        await FaultLeadsOutAsync("guard two", () => new StepOutcome.Failed("not now", "try tomorrow"), "not now. Version 2.2.0 is running again, verified", "try tomorrow");
        await FaultLeadsOutAsync("execute two", () => throw new IOException("No space left on device"), "A file could not be read or written: No space left on device. *", "Check free space and permissions");
        await FaultLeadsOutAsync(
            "execute two", () => throw new InvalidOperationException("a bug"), "Step 'two' met an unexpected error: a bug. *", "Please report it, with 'run.log' of the run's folder");
    }

    [Fact]
    public Task Without_a_rollback_of_its_own_a_run_is_gone_on_with()
    {
        _bed.Options = _bed.Options with { AutomaticRollback = false };
        return FaultLeadsOutAsync("execute two", () => new StepOutcome.Failed("flaky"), "flaky. Nothing was rolled back", "Continue with: CONTINUE");
    }

    [Fact]
    public async Task A_way_back_that_is_not_begun_or_stops_is_taken_again()
    {
        await _bed.UpgradeAsync();
        await GoesBackAfterAsync(
            "guard-undo two", () => new StepOutcome.Failed("there is no room", "make some"), "there is no room; the rollback was not begun and nothing was changed", "make some");

        await _bed.UpgradeAsync();
        await GoesBackAfterAsync("undo two", () => throw new HopguardException("volume is in use", "stop it"), "Step 'two' could not be undone: volume is in use", "stop it");

        await _bed.UpgradeAsync();
        var old = _bed.Deployment.ImageId;
        _bed.Deployment.ImageId = "sha256:new";
        await Remedies.LeadsOutAsync(
            () => _bed.RollBackAsync(), "Service 'cvat_server' does not run from the image*", "*then repeat the rollback", () => _bed.Deployment.ImageId = old);
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task A_failure_whose_way_back_stops_is_taken_back_by_hand()
    {
        _bed.World.Faults["execute four"] = () => new StepOutcome.Failed("it broke");
        _bed.World.Faults["undo two"] = () => throw new InvalidOperationException("stuck");
        Func<Task> act = () => _bed.UpgradeAsync();
        await Remedies.LeadsOutAsync(() => act(), "it broke. The rollback stopped before its end: Step 'two' could not be undone: stuck", "Take it up again with: ROLL-BACK", () =>
        {
            _bed.World.Faults.Clear();
            act = () => _bed.RollBackAsync();
        });
        _bed.World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task After_a_rollback_the_command_is_repeated()
    {
        await _bed.UpgradeAsync();
        _bed.World.Faults["undo two"] = () => throw new InvalidOperationException("stuck");
        await _bed.RefusedAsync(() => _bed.RollBackAsync());
        _bed.World.Faults.Clear();
        await Remedies.LeadsOutAsync(
            () => _bed.UpgradeAsync(), "An interrupted rollback was brought to its end: version 2.2.0 is running again, verified. It began because *", "Repeat the command for a new attempt", () => { });
        AssertUpgraded();

        using var session = await _bed.Opener().OpenForRollbackAsync([_bed.Plan], default);
        await session.RollBackAsync("asked for", default);
        Func<Task> act = () => session.RunStepAsync("one", default);
        await Remedies.LeadsOutAsync(() => act(), "Run '*' was rolled back, and is over", "Repeat the command for a new attempt", () =>
        {
            session.Dispose();
            act = () => _bed.UpgradeAsync();
        });
        AssertUpgraded();
    }

    [Fact]
    public async Task A_step_that_is_asked_for_too_early_is_done_after_those_before_it()
    {
        using var session = await _bed.OpenAsync();
        await Remedies.LeadsOutAsync(
            () => session!.RunStepAsync("four", default), "Step 'four' cannot be done before 'one', which is Pending in this run", "Run 'cvat-2.3.0/one' first, or the whole plan", async () =>
            {
                foreach (var step in new[] { "one", "two", "switch" })
                    await session!.RunStepAsync(step, default);
            });
        AssertUpgraded();
    }

    [Fact]
    public async Task What_is_not_accepted_is_accepted_once_it_answers()
    {
        await _bed.UpgradeAsync();
        _bed.Options = _bed.Options with { Accept = true };
        _bed.World.Set("switch", World.Half);
        await Remedies.LeadsOutAsync(
            () => _bed.UpgradeAsync(), "Version 2.3.0 is not accepted: nothing answers. Nothing was accepted and nothing rolled back: all data is in place, and the way back to version 2.2.0 is open",
            "Look at the log of service 'cvat_server'", () => _bed.World.Set("switch", World.Done));
        _bed.Newest.History.State().Should().Be(RunState.Accepted);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_goes_on_where_there_is_room_again()
    {
        var journal = Path.Combine(_bed.Folder, "journal.log");
        var told = new Queue<string>((await SecondProcess.RunAsync("fill-disk", journal)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await Remedies.LeadsOutAsync(
            () => told.Dequeue().Split(" | ") is [var what, var toDo] ? throw new HopguardException(what, toDo) : Task.CompletedTask,
            $"Journal '{journal}' cannot be written: *", "Free space on its disk and repeat the command", () => { });

        var missing = Path.Combine(_bed.Folder, "missing", "journal.log");
        Remedies.LeadOut(
            () => Journal.Open(missing, TimeProvider.System).Dispose(), $"Journal '{missing}' cannot be written: *", "Make the folder writable and repeat the command",
            () => Directory.CreateDirectory(Path.GetDirectoryName(missing)!));
    }

    [Fact]
    public async Task A_damaged_journal_is_restored()
    {
        await BeginAsync();
        var (file, whole) = (_bed.Newest.Folder.Journal, await File.ReadAllTextAsync(_bed.Newest.Folder.Journal));
        await File.WriteAllTextAsync(file, whole.Replace("one", "eno", StringComparison.Ordinal));
        await Remedies.LeadsOutAsync(
            () => _bed.UpgradeAsync(), "Journal '*' is damaged in line *, before its end",
            "Nothing was changed. Restore the file from a backup, or, if that run is over, move its folder out of the state folder; copies and evidence in it are still good", () => File.WriteAllTextAsync(file, whole));
        AssertUpgraded();
    }

    [Fact]
    public async Task A_journal_of_a_newer_Hopguard_is_read_by_that_one()
    {
        await BeginAsync();
        var (file, known) = (_bed.Newest.Folder.Journal, await File.ReadAllTextAsync(_bed.Newest.Folder.Journal));
        const string json = """{"event":"from-the-future","at":"2026-01-02T03:04:05Z"}""";
        var last = known.TrimEnd('\n').Split('\n')[^1][..16];
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(last + json)))[..16];
        await File.AppendAllTextAsync(file, $"{sum} {json}\n");

        // To the Hopguard that wrote it, no record of it is new.
        await Remedies.LeadsOutAsync(
            () => _bed.UpgradeAsync(), "A journal holds a record that this Hopguard does not know", "Use the Hopguard that began the run, or a newer one", () => File.WriteAllTextAsync(file, known));
        AssertUpgraded();
    }

    [Fact]
    public async Task Evidence_that_is_damaged_or_missing_is_restored_or_made()
    {
        await BeginAsync();
        var store = new EvidenceStore(_bed.Newest.Folder);
        var copy = new CopyEvidence { Name = "dump", Kind = CopyEvidence.Dump, Stores = ["database"], TakenAt = TestClock.Start, Folder = "/f", Files = [] };
        Remedies.LeadOut(() => store.Copy("dump"), "Copy 'dump' was not completed in this run", "Run the step that takes it first", () => store.SaveCopy(copy));

        var file = _bed.Newest.Folder.Evidence("dump.copy.json");
        var whole = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "{");
        Remedies.LeadOut(() => store.Copy("dump"), "Evidence '*dump.copy.json' is damaged", "Roll back, or restore the file from a backup", () => File.WriteAllText(file, whole));
    }

    public void Dispose() => _bed.Dispose();

    private async Task FaultLeadsOutAsync(string place, Func<StepOutcome?> fault, string refusal, string remedy)
    {
        _bed.World.Faults[place] = fault;
        await Remedies.LeadsOutAsync(() => _bed.UpgradeAsync(), refusal, remedy, () => _bed.World.Faults.Clear());
        AssertUpgraded();
        await _bed.RollBackAsync();
    }

    private async Task GoesBackAfterAsync(string place, Func<StepOutcome?> fault, string refusal, string remedy)
    {
        _bed.World.Faults[place] = fault;
        await Remedies.LeadsOutAsync(() => _bed.RollBackAsync(), refusal, remedy, () => _bed.World.Faults.Clear());
        _bed.World.IsUntouched.Should().BeTrue();
    }

    private async Task BeginAsync()
    {
        using var session = await _bed.OpenAsync();
        await session!.RunStepAsync("one", default);
    }

    private void AssertUpgraded()
    {
        _bed.World.Violations.Should().BeEmpty();
        new[] { "one", "two", "switch", "four" }.Select(step => _bed.World[step]).Should().AllBe(World.Done);
    }
}
