using System.Diagnostics;

namespace Hopguard.EndToEnd.Faults;

/// <summary>A CI job is cancelled, an operator types Ctrl+C, a connection hangs up. That an interrupted run can be taken back as well: <see cref="SecondRunTests"/>.</summary>
public sealed class SignalTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_run_ends_at_once_at_every_signal_and_the_same_command_finishes_it()
    {
        // The volumes are so small that their archives are written in a second.
        (string Signal, int ExitCode, string Moment, double Later)[] signals =
            [("INT", 130, "dump-database: Dumps", 0.7), ("TERM", 143, "restore-database: Restores", 0.7), ("HUP", 129, "back-up-volumes: Archives", 0)];
        foreach (var (signal, exitCode, moment, later) in signals)
        {
            // Not where the test framework runs what a test waits for: there another test may be in the way for seconds.
            (await Task.Run(() => InterruptAsync(signal, moment, TimeSpan.FromSeconds(later)))).ShouldEndWith(exitCode, "The run was interrupted in step", "--target=UpgradeCvat", "--target=RollbackCvat");
            (await Lab.MadeAsync("container", "hopguard.tool")).Should().BeEmpty();
        }

        (await Lab.UpgradeAsync()).ShouldEndWith(0);
        await Lab.ShouldBeUpgradedAsync();
    }

    private async Task<HostResult> InterruptAsync(string signal, string moment, TimeSpan later)
    {
        using var host = Lab.Upgrade().With("verbosity", "verbose").Start();
        await host.UntilPrintedAsync(moment);
        await Task.Delay(later);
        var signalled = Stopwatch.StartNew();
        host.Signal(signal);
        var result = await host.EndAsync();
        signalled.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        return result;
    }
}
