namespace Hopguard.EndToEnd.Hops;

/// <summary>The process is killed, with SIGKILL and by itself so that it is exact, between any two steps and before a finished step could be recorded.</summary>
public sealed class KillTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task Killed_at_every_boundary_recorded_or_not_the_same_command_ends_upgraded()
    {
        foreach (var step in Hop.Steps)
        {
            await Lab.Upgrade().With("accept", "true").KilledAsync($"in:{step}");
            await Lab.Upgrade().With("accept", "true").KilledAsync($"after:{step}");
        }

        (await Lab.Upgrade().With("accept", "true").RunAsync()).ExitCode.Should().Be(0);
        await Lab.ShouldBeUpgradedAsync();
    }

    [Theory]
    [InlineData("restore-database")]
    [InlineData("promote-volume")]
    public async Task Killed_in_the_middle_of_a_step_the_same_command_ends_upgraded(string step)
    {
        using (var host = Lab.Upgrade().Start())
        {
            await host.UntilPrintedAsync($"] {step}: ");
            await Task.Delay(TimeSpan.FromMilliseconds(400));
            host.Signal("KILL");
            (await host.EndAsync()).ExitCode.Should().Be(137);
        }

        (await Lab.Upgrade().RunAsync()).ShouldEndWith(0, "continued", "upgraded to 2.3.0 and verified");
        await Lab.ShouldBeUpgradedAsync();
    }
}
