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
    public void What_was_done_before_the_stop_for_the_most_part_waits_for_the_last_dump()
    {
        EarlyStart.AfterLastDump(_backUp, Plan(_pull, _stop, _dump, _restore, _byTrial, _backUp)).Should().Be(_dump);
        EarlyStart.AfterLastDump(_backUp, Plan(_pull, _stop, _dump, _backUp)).Should().Be(_stop);
        EarlyStart.AfterLastDump(_backUp, Plan(_pull, _stop, _backUp)).Should().BeNull();
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
        EarlyStart.WhileServing(_restore, Plan(_pull, _stop, _dump, _restore)).Should().Equal(_pull);
        EarlyStart.WhileServing(_restore, Plan(_stop, _dump, _restore)).Should().BeEmpty();
        EarlyStart.WhileServing(_restore, Plan(_pull, _dump, _restore, _stop)).Should().BeEmpty();
    }

    [Fact]
    public void Volumes_hold_what_the_stopped_version_left_as_long_as_stores_are_only_read()
    {
        EarlyStart.OnlyReadsSinceStop(_backUp, Plan(_pull, _stop, _dump, _restore, _byTrial, _backUp)).Should().BeTrue();
        EarlyStart.OnlyReadsSinceStop(_backUp, Plan(_pull, _stop, new DiscardTrial { Id = "discard", Trial = Trial }, _backUp)).Should().BeTrue();
        EarlyStart.OnlyReadsSinceStop(_backUp, Plan(_pull, _stop, _start, _backUp)).Should().BeFalse();
        EarlyStart.OnlyReadsSinceStop(_backUp, Plan(_stop, _start, new StopServices { Id = "again" }, _backUp)).Should().BeFalse();
        EarlyStart.OnlyReadsSinceStop(_backUp, Plan(_pull, _dump, _backUp)).Should().BeFalse();
    }

    private static Plan Plan(params Step[] steps) => TestBed.Procedure() with { Steps = [.. steps] };
}
