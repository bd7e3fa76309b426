using System.Diagnostics;

namespace Hopguard.EndToEnd.Faults;

/// <summary>A CI job is cancelled, an operator types Ctrl+C, a connection hangs up. That an interrupted run can be taken back as well: <see cref="SecondRunTests"/>.</summary>
public sealed class SignalTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_run_ends_at_once_at_every_signal_and_the_same_command_finishes_it()
    {
        (string Signal, int ExitCode, string Moment)[] signals = [("INT", 130, "dump-database: Dumps"), ("TERM", 143, "restore-database: Restores"), ("HUP", 129, "back-up-volumes: Archives")];
        foreach (var (signal, exitCode, moment) in signals)
        {
            (await InterruptAsync(signal, moment)).ShouldEndWith(exitCode, "The run was interrupted in step", "--target=UpgradeCvat", "--target=RollbackCvat");
            (await Lab.MadeAsync("container", "hopguard.tool")).Should().BeEmpty();
        }

        (await Lab.UpgradeAsync()).ShouldEndWith(0);
        await Lab.ShouldBeUpgradedAsync();
    }

    private async Task<HostResult> InterruptAsync(string signal, string moment)
    {
        using var host = Lab.Upgrade().With("verbosity", "verbose").Start();
        await host.UntilPrintedAsync(moment);
        await Task.Delay(TimeSpan.FromSeconds(0.7));
        var signalled = Stopwatch.StartNew();
        host.Signal(signal);
        var result = await host.EndAsync();
        signalled.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        return result;
    }
}
