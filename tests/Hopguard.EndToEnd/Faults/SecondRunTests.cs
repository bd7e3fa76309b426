namespace Hopguard.EndToEnd.Faults;

public sealed class SecondRunTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_second_run_is_refused_with_the_owner_of_the_first()
    {
        using var first = Lab.Upgrade().With("verbosity", "verbose").Start();
        await first.UntilPrintedAsync("dump-database: Dumps");

        var results = await Task.WhenAll(Lab.Upgrade().RunAsync(), Lab.Target("RollbackCvat").RunAsync(), Lab.Target("BackupCvat").RunAsync());
        var status = await Lab.Target("StatusCvat").RunAsync();
        first.Signal("INT");
        await first.EndAsync();
        var back = await Lab.Target("RollbackCvat").RunAsync();

        foreach (var result in results)
            result.ShouldFailWith("is being worked on by", Environment.UserName, Environment.MachineName, first.Id, "Wait until that run has ended");
        status.ShouldEndWith(0, "cvat-2.3.0", "It is being worked on by", first.Id, "cvat_server");
        back.ShouldEndWith(0);
        await Lab.ShouldRunAsBeforeAsync();
    }

    [LongFact("ClaimTests, on a real engine, and the other state folder that ImpatientStartTests try")]
    public async Task Of_two_runs_with_two_state_folders_one_works_and_after_its_kill_only_its_own_state_folder_goes_on()
    {
        var other = Path.Combine(Lab.Cvat.Folder, "other-state");
        using var first = Lab.Upgrade().With("verbosity", "verbose").Start();
        using var second = Lab.Upgrade().With("verbosity", "verbose").With("state", other).Start();
        var endOfFirst = first.EndAsync();
        var refused = await Task.WhenAny(endOfFirst, second.EndAsync());
        (await refused).ShouldFailWith("Deployment 'cvat' is being worked on by", "nothing was changed", "Wait until that run has ended");
        var (winner, itsState) = refused == endOfFirst ? (second, other) : (first, Lab.State);
        await winner.UntilPrintedAsync("dump-database: Dumps");
        winner.Signal("KILL");
        await winner.EndAsync();

        var loser = itsState == other ? Lab.State : other;
        var again = await Lab.Target("RollbackCvat").With("state", loser).RunAsync();
        var back = await Lab.Target("RollbackCvat").With("state", itsState).RunAsync();

        again.ShouldFailWith("which is not over", $"its state lies in '{itsState}'", $"--state={itsState}");
        back.ShouldEndWith(0);
        await Lab.ShouldRunAsBeforeAsync();
        (await Lab.Cvat.Engine.DockerAsync("volume", "ls", "--quiet", "--filter", "name=^hopguard-claim-cvat$")).Should().BeEmpty();
    }
}
