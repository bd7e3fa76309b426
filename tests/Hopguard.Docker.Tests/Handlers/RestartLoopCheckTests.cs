using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>Services are steady by what the engine says of their containers, however little time is spent on looking.</summary>
public sealed class RestartLoopCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly IContainerEngine _engine = NSubstitute.Substitute.For<IContainerEngine>();
    private readonly WaitingClock _clock = new();

    [Fact]
    public async Task One_that_has_run_for_long_enough_already_is_not_waited_for()
    {
        Containers(Running("server", startedBefore: 6));

        await WaitAsync();

        _clock.Waits.Should().Be(0);
    }

    [Fact]
    public async Task One_that_was_just_started_is_watched_until_it_is_old_enough()
    {
        Containers(Running("server", startedBefore: 2));

        await WaitAsync();

        _clock.Waited.Should().BeCloseTo(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.3));
    }

    [Fact]
    public async Task One_that_the_engine_starts_again_and_again_never_is()
    {
        _engine.ListContainersAsync(default!, default).ReturnsForAnyArgs(_ => [Running("server", startedBefore: 0) with { StartedAt = _clock.GetUtcNow() - TimeSpan.FromSeconds(1), RestartCount = 7 }]);
        _engine.ReadLogAsync(default!, default, default).ReturnsForAnyArgs("no such table");

        (await this.Invoking(test => test.WaitAsync()).Should().ThrowAsync<HopguardException>()).WithMessage("Service 'server' does not stay up*7 restarts*no such table");
    }

    [Fact]
    public async Task One_that_does_not_stay_up_is_put_right()
    {
        Containers();
        await Remedies.LeadsOutAsync(WaitAsync, "Service 'server' has no container that stays up", "Look at its compose file", () => Containers(Running("server", startedBefore: 600)));

        Containers(Running("server", startedBefore: 600) with { Status = "exited", ExitCode = 7 });
        _engine.ReadLogAsync(default!, default, default).ReturnsForAnyArgs("no such table");
        await Remedies.LeadsOutAsync(
            WaitAsync, "Service 'server' does not stay up: container 'server' is exited, exit code 7, *; its log ends with:\nno such table", "Look at the whole log with 'docker logs server'",
            () => Containers(Running("server", startedBefore: 6000)));
    }

    [Fact]
    public async Task One_that_has_done_its_task_is_as_it_should_be()
    {
        Containers(Running("server", startedBefore: 6) with { Status = "exited", ExitCode = 0, RestartPolicy = "no", StartedAt = Now });

        await WaitAsync();

        _clock.Waits.Should().Be(0);
    }

    [Fact]
    public async Task To_be_up_is_less_than_to_be_steady()
    {
        Containers(Running("server", startedBefore: 0));

        await new RestartLoopCheck(_engine).WaitUntilUpAsync("shop", ["server"], Context(), CancellationToken.None);

        _clock.Waits.Should().Be(0);
    }

    private static ContainerState Running(string service, double startedBefore) => new()
    {
        Id = service,
        Name = service,
        Image = "image",
        ImageId = "id",
        Status = "running",
        RestartPolicy = "always",
        StartedAt = Now - TimeSpan.FromSeconds(startedBefore),
        Labels = new Dictionary<string, string> { ["com.docker.compose.service"] = service, ["com.docker.compose.project"] = "shop" },
    };

    private void Containers(params ContainerState[] containers) => _engine.ListContainersAsync(default!, default).ReturnsForAnyArgs(containers);

    private Task WaitAsync() => new RestartLoopCheck(_engine).WaitAsync("shop", ["server"], Context(), CancellationToken.None);

    private StepContext Context()
    {
        var folder = new RunFolder(Path.GetTempPath());
        return new StepContext
        {
            RunId = "run",
            Application = Shop.Application,
            Plan = new Plan { Application = Name.Of("shop"), Summary = "test", Steps = [], Path = "plan.yaml", Hash = "" },
            Options = new RunOptions { DeploymentFolder = "/shop", StartupTimeout = TimeSpan.FromSeconds(20) },
            Before = new ContainerDetails { ComposeFiles = [], Services = [], Stores = new Dictionary<string, StoreSnapshot>() }.AddTo(new DeploymentSnapshot { Project = "shop", Folder = "/shop", EngineId = "engine", Version = "1.0.0" }),
            Folder = folder,
            Evidence = new EvidenceStore(folder),
            Memory = new Memory(),
            Progress = new Progress<StepProgress>(),
            Log = _ => { },
            Warn = _ => { },
            Clock = _clock,
        };
    }

    /// <summary>A clock on which a wait is over at once, and counted.</summary>
    private sealed class WaitingClock : TimeProvider
    {
        public int Waits { get; private set; }

        public TimeSpan Waited { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now + Waited;

        public override long GetTimestamp() => (Now + Waited).Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
            {
                (Waits, Waited) = (Waits + 1, Waited + dueTime);
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return NSubstitute.Substitute.For<ITimer>();
        }
    }
}
