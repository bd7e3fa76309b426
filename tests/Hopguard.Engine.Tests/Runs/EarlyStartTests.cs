using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Runs;

public sealed class EarlyStartTests
{
    private static readonly Name Dump = Name.Of("dump"), Volumes = Name.Of("volumes"), Trial = Name.Of("trial");

    private readonly PullImages _pull = new() { Id = "pull" };
    private readonly StopServices _stop = new() { Id = "stop" };
    private readonly DumpDatabase _dump = new() { Id = "dump", Store = Name.Of("database"), As = Dump };
    private readonly RestoreDatabase _restore = new() { Id = "restore", Copy = Dump, Into = Trial };
    private readonly VerifyCopy _byTrial = new() { Id = "by-trial", Copy = Dump, By = Trial };
    private readonly StartServices _start = new() { Id = "start" };
    private readonly BackUpVolumes _backUp = new() { Id = "back-up", Stores = [Name.Of("media")], As = Volumes };
    private readonly VerifyCopy _readBack = new() { Id = "read-back", Copy = Volumes, By = Name.Of(VerifyCopy.ReadBack) };

    [Fact]
    public void Volumes_may_be_copied_from_when_nobody_is_started_or_stopped_any_more()
    {
        var plan = Plan(_pull, _stop, _dump, _restore, _byTrial, _backUp, _readBack);

        EarlyStart.AfterLastChange(_backUp, plan).Should().Be(_stop);
        EarlyStart.AfterLastChange(_readBack, plan).Should().Be(_stop);
    }

    [Fact]
    public void A_start_in_between_is_waited_for() => EarlyStart.AfterLastChange(_backUp, Plan(_stop, _dump, _start, _restore, _backUp)).Should().Be(_start);

    [Fact]
    public void There_is_nothing_to_gain_right_after_a_change_and_nothing_to_rely_on_at_the_beginning()
    {
        EarlyStart.AfterLastChange(_backUp, Plan(_dump, _stop, _backUp)).Should().BeNull();
        EarlyStart.AfterLastChange(_backUp, Plan(_dump, _restore, _backUp)).Should().BeNull();
    }

    [Fact]
    public void A_server_may_be_made_while_the_application_serves()
    {
        EarlyStart.BeforeStop(_restore, Plan(_pull, _stop, _dump, _restore)).Should().Be(_pull);
        EarlyStart.BeforeStop(_restore, Plan(_stop, _dump, _restore)).Should().BeNull();
        EarlyStart.BeforeStop(_restore, Plan(_pull, _dump, _restore, _stop)).Should().BeNull();
    }

    private static Plan Plan(params Step[] steps) => TestBed.Procedure() with { Steps = [.. steps] };
}
