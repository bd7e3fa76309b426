namespace Hopguard.EndToEnd.Hops;

public sealed class StepTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_step_is_a_target_of_its_own_where_the_steps_before_it_are_done()
    {
        (await Step("fetch-source").RunAsync()).ShouldEndWith(0, "fetch-source: done");
        (await Step("dump-database").RunAsync()).ShouldFailWith("'dump-database' cannot be done before 'check-target'");
        (await Step("check-target").RunAsync()).ShouldEndWith(0, "check-target: done");
        (await Lab.Target("RollbackCvat").RunAsync()).ExitCode.Should().Be(0);
        await Lab.ShouldBeUntouchedAsync();
    }

    private Typed Step(string step) => (Lab.Upgrade() with { Target = $"cvat-2.3.0/{step}" }).With("exclusive", "true");
}
