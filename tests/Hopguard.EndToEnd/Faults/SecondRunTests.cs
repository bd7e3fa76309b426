namespace Hopguard.EndToEnd.Faults;

public sealed class SecondRunTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_second_run_is_refused_with_the_owner_of_the_first()
    {
        using var first = Lab.Upgrade().Start();
        await first.UntilPrintedAsync("dump-database: Dumps");

        var results = await Task.WhenAll(Lab.Upgrade().RunAsync(), Lab.Target("RollbackCvat").RunAsync(), Lab.Target("BackupCvat").RunAsync());
        var status = await Lab.Target("StatusCvat").RunAsync();
        first.Signal("INT");
        await first.EndAsync();
        var back = await Lab.Target("RollbackCvat").RunAsync();

        foreach (var result in results)
            result.ShouldFailWith("is being worked on by", Environment.UserName, Environment.MachineName, first.Id, "Wait until that run has ended");
        status.ShouldEndWith(0, "cvat-2.3.0");
        back.ShouldEndWith(0);
        await Lab.ShouldRunAsBeforeAsync();
    }
}
