using System.Collections.Concurrent;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Runs;

public sealed class OutageTests : IDisposable
{
    private readonly Users _users = new();
    private readonly TestBed _bed;

    public OutageTests() => _bed = new TestBed(availability: _users);

    [Fact]
    public async Task It_lasts_from_the_last_answer_to_the_first_and_is_told_when_it_happens()
    {
        Silence("two");
        Answer("four");

        var report = await _bed.UpgradeAsync();

        report.Outage.Should().Match<Outage>(outage => outage.IsOver && outage.Length >= TimeSpan.FromMilliseconds(500));
        _bed.Events.OfType<RunEvent.OutageBegan>().Should().ContainSingle().Which.Application.Should().Be("CVAT");
        _bed.Events.OfType<RunEvent.OutageEnded>().Should().ContainSingle().Which.Length.Should().Be(report.Outage!.Length);
    }

    [Fact]
    public async Task One_lost_request_is_none()
    {
        _bed.World.Faults["execute two"] = () =>
        {
            _users.AwaitAsks(2);
            _users.LoseOne();
            _users.AwaitAsks(4);
            return null;
        };

        (await _bed.UpgradeAsync()).Outage.Should().BeNull();
    }

    [Fact]
    public async Task A_probe_that_breaks_fails_no_run()
    {
        _users.Fault = new InvalidOperationException("broken");
        _bed.World.Faults["execute two"] = () =>
        {
            _users.AwaitAsks(2);
            return null;
        };

        (await _bed.UpgradeAsync()).Outage.Should().BeNull();
    }

    [Fact]
    public async Task What_went_on_while_no_process_watched_is_not_known()
    {
        Silence("two");
        using (var session = await _bed.OpenAsync())
        {
            await session!.RunStepAsync("one", default);
            await session.RunStepAsync("two", default);
        }

        _users.IsUp = true;
        _bed.World.Faults["execute four"] = () =>
        {
            Until(() => _bed.Events.OfType<RunEvent.OutageEnded>());
            return null;
        };
        (await _bed.UpgradeAsync()).Outage.Should().Be(new Outage(null, IsOver: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_continues_tells_none_and_the_true_one_stays(bool canBeAsked)
    {
        using var unasked = new TestBed();
        var bed = canBeAsked ? _bed : unasked;
        bed.Plan = Stopping(bed.Plan);
        Silence("stop");
        Answer("four");
        var first = await bed.UpgradeAsync();
        first.Outage.Should().Match<Outage>(outage => outage.IsOver && outage.Length > TimeSpan.Zero);

        foreach (var (accept, delete) in new[] { (false, false), (true, false), (true, true) })
        {
            bed.Options = bed.Options with { Accept = accept, DeleteRetired = delete };
            (await bed.UpgradeAsync()).Outage.Should().Be(first.Outage);
        }

        bed.Newest.History.State().Should().Be(RunState.Finished);
        bed.Events.OfType<RunEvent.OutageBegan>().Should().ContainSingle();
        // What only answers was not verified yet; what the steps say behind their verification was.
        bed.Events.OfType<RunEvent.OutageEnded>().Should().ContainSingle().Which.Unproved.Should().Be(canBeAsked ? "2.3.0" : null);
    }

    [Fact]
    public async Task That_of_a_process_that_was_killed_right_after_it_stopped_the_services_is_not_forgotten()
    {
        using var bed = new TestBed();
        bed.Plan = Stopping(bed.Plan);
        using (var session = await bed.OpenAsync())
        {
            await session!.RunStepAsync("one", default);
            await session.RunStepAsync("stop", default);
        }

        // The last record is that of the outage.
        var journal = bed.Newest.Folder.Journal;
        await File.WriteAllLinesAsync(journal, (await File.ReadAllLinesAsync(journal))[..^1]);
        bed.Clock.Move(TimeSpan.FromMinutes(5));

        (await bed.UpgradeAsync()).Outage.Should().Match<Outage>(outage => outage.IsOver && outage.Length > TimeSpan.FromMinutes(5));
    }

    // The one who reads the report must not take a clock that was set for three hours without service.
    [Theory]
    [InlineData("same", true, 5, false)]
    [InlineData("same", false, 5, false)]
    [InlineData("another", true, 185, true)]
    [InlineData(null, true, 185, true)]
    public async Task A_clock_that_is_set_while_no_process_watches_makes_no_outage_longer_than_the_steady_one_says(string? boot, bool isRecorded, int minutes, bool isAbout)
    {
        using var bed = new TestBed();
        bed.Plan = Stopping(bed.Plan);
        bed.Steady = () => boot is null ? null : new SteadyTime("same", TimeSpan.FromHours(1));
        using (var session = await bed.OpenAsync())
        {
            await session!.RunStepAsync("one", default);
            await session.RunStepAsync("stop", default);
        }

        var journal = bed.Newest.Folder.Journal;
        if (!isRecorded)
            await File.WriteAllLinesAsync(journal, (await File.ReadAllLinesAsync(journal))[..^1]);
        bed.Clock.Move(TimeSpan.FromMinutes(185));
        bed.Steady = () => boot is null ? null : new SteadyTime(boot, TimeSpan.FromMinutes(65));

        var report = await bed.UpgradeAsync();

        report.Outage!.Length.Should().BeCloseTo(TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(30));
        report.Outage.IsAbout.Should().Be(isAbout);
        bed.Events.OfType<RunEvent.OutageEnded>().Should().ContainSingle().Which.IsAbout.Should().Be(isAbout);
        bed.Newest.History.EndedAt.Should().BeNull("it is read back from the journal");
    }

    [Fact]
    public void The_hosts_steady_clock_goes_on()
    {
        var (first, later) = (SteadyTime.OfHost()!, SteadyTime.OfHost()!);

        later.SinceReading(first).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero);
        first.SinceReading(first with { Boot = "another" }).Should().BeNull();
        first.SinceReading(first with { Since = first.Since + TimeSpan.FromHours(1) }).Should().BeNull();
        first.SinceReading(null).Should().BeNull();
    }

    public void Dispose() => _bed.Dispose();

    private static Plan Stopping(Plan plan) => plan with
    {
        Steps =
        [
            plan.Steps[0], new StopServices { Id = "stop" }, .. plan.Steps.Skip(1).TakeWhile(step => step is Work),
            new VerifyVersion { Id = "verify", Expect = plan.To! }, .. plan.Steps.SkipWhile(step => step is Work),
        ],
    };

    private void Silence(string step) => _bed.World.Faults[$"execute {step}"] = () =>
    {
        _users.AwaitAsks(2);
        _users.IsUp = false;
        Until(() => _bed.Events.OfType<RunEvent.OutageBegan>());
        return null;
    };

    private void Answer(string step) => _bed.World.Faults[$"execute {step}"] = () =>
    {
        _users.IsUp = true;
        Until(() => _bed.Events.OfType<RunEvent.OutageEnded>());
        return null;
    };

    private static void Until<T>(Func<IEnumerable<T>> events) => SpinWait.SpinUntil(() => events().ToList().Count > 0, TimeSpan.FromSeconds(20)).Should().BeTrue();

    /// <summary>What users see.</summary>
    private sealed class Users : IAvailabilityProbe
    {
        private readonly ConcurrentQueue<bool> _next = new();
        private int _asks;

        public bool IsUp { get; set; } = true;

        public Exception? Fault { get; set; }

        public void LoseOne() => _next.Enqueue(false);

        public void AwaitAsks(int more)
        {
            var wanted = Volatile.Read(ref _asks) + more;
            SpinWait.SpinUntil(() => Volatile.Read(ref _asks) >= wanted, TimeSpan.FromSeconds(20)).Should().BeTrue();
        }

        public async Task<bool> AnswersAsync(Application application, string project, CancellationToken cancellationToken)
        {
            // The test's clock lets nobody wait, and an application is not asked without end.
            await Task.Delay(2, cancellationToken);
            Interlocked.Increment(ref _asks);
            if (Fault is not null)
                throw Fault;

            return _next.TryDequeue(out var answer) ? answer : IsUp;
        }
    }
}
