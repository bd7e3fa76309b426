using System.Diagnostics;

namespace Hopguard.EndToEnd.Faults;

/// <summary>A CI job is cancelled, an operator types Ctrl+C, a connection hangs up.</summary>
public sealed class SignalTests(CvatFixture lab) : CvatTest(lab)
{
    [Theory]
    [InlineData("INT", 130, "dump-database: Dumps")]
    [InlineData("TERM", 143, "restore-database: Restores")]
    [InlineData("HUP", 129, "back-up-volumes: Archives")]
    public async Task A_run_that_is_interrupted_ends_at_once_and_can_be_taken_back(string signal, int exitCode, string moment)
    {
        var interrupted = await InterruptAsync(signal, moment);

        interrupted.ShouldEndWith(exitCode, "The run was interrupted in step", "--target=UpgradeCvat", "--target=RollbackCvat");
        (await ToolsAsync()).Should().BeEmpty();
        (await Lab.Target("RollbackCvat").RunAsync()).ShouldEndWith(0);
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_run_that_is_interrupted_again_and_again_is_finished_by_the_same_command()
    {
        await InterruptAsync("TERM", "dump-database: Dumps");
        await InterruptAsync("INT", "restore-database: Restores");

        var finished = await Lab.Upgrade().RunAsync();

        finished.ShouldEndWith(0);
        (await Lab.Cvat.VersionAsync()).Should().Be("2.3.0");
        (await Lab.Target("RollbackCvat").RunAsync()).ShouldEndWith(0);
        await Lab.ShouldRunAsBeforeAsync();
    }

    private async Task<HostResult> InterruptAsync(string signal, string moment)
    {
        using var host = Lab.Upgrade().Start();
        await host.UntilPrintedAsync(moment);
        await Task.Delay(TimeSpan.FromSeconds(0.7));
        var signalled = Stopwatch.StartNew();
        host.Signal(signal);
        var result = await host.EndAsync();
        signalled.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        return result;
    }

    private Task<string> ToolsAsync() => Lab.Cvat.Engine.DockerAsync("ps", "--all", "--filter", "label=hopguard.tool", "--format", "{{.Names}}");
}
