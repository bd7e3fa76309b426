using Hopguard.Containers.Claims;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Runs;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Hopguard.Tasks.Tests.Runs;

public sealed class DeploymentStatusTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-status").FullName;
    private readonly IContainerEngine _engine = Substitute.For<IContainerEngine>();
    private readonly IDeployment _deployment = Substitute.For<IDeployment>();
    private readonly List<ContainerState> _containers = [];

    public DeploymentStatusTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "cvat"));
        _deployment.InspectAsync(default!, default!, default).ThrowsAsyncForAnyArgs(new HopguardException("Service 'cvat_server' does not answer", "Start the deployment"));
        _deployment.ContentsOf(default!).ReturnsForAnyArgs(call => ContainerDetails.Of(call.Arg<DeploymentSnapshot>()).ToContents());
        _engine.ListContainersAsync(default!, default).ReturnsForAnyArgs(call =>
            call.Arg<IReadOnlyDictionary<string, string?>>().GetValueOrDefault("com.docker.compose.project") == "cvat" ? _containers : (IReadOnlyList<ContainerState>)[]);
        _engine.ListVolumesAsync(default!, default).ReturnsForAnyArgs([]);
    }

    [Fact]
    public async Task A_version_that_waits_and_does_not_answer_is_not_said_to_run_and_its_services_are_those_that_are_there()
    {
        var (runId, folder) = RunLibrary.Of(Call().Options.ToRunOptions()).Create(TimeProvider.System);
        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
        {
            journal.Append(new JournalEntry.RunStarted(runId, "cvat-2.3.0", "hash", Before, "owner"));
            journal.Append(new JournalEntry.StepWaiting("accept", "the operator"));
        }

        _containers.AddRange([Container("cvat_db", "exited", "postgres:15-alpine"), Container("cvat_opa", "running", "openpolicyagent/opa:0.45.0-rootless")]);

        var report = await Status().LookAsync("cvat");

        report.Condition.Should().Be(DeploymentCondition.NotAnswering);
        report.Told.Should().Be("Version 2.3.0 waits for your acceptance, but is not seen to run: Service 'cvat_server' does not answer");
        report.Services.Select(service => (service.Service, service.Status, service.Image)).Should().Equal(
            ("cvat_db", "exited", "postgres:15-alpine"), ("cvat_opa", "running", "openpolicyagent/opa:0.45.0-rootless"), ("cvat_server", "gone", "cvat/server:v2.2.0"));
    }

    [Fact]
    public async Task An_engine_that_is_down_is_named_as_the_problem_whatever_the_runs_say()
    {
        var down = new HopguardException("Docker Engine at 'unix:///d' is not reachable: Connection refused", "Start it ('systemctl start docker')") { IsEngineDown = true };
        _deployment.InspectAsync(default!, default!, default).ThrowsAsyncForAnyArgs(down);
        var (runId, folder) = RunLibrary.Of(Call().Options.ToRunOptions()).Create(TimeProvider.System);
        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
            journal.Append(new JournalEntry.RunStarted(runId, "cvat-2.3.0", "hash", Before, "owner"));

        var report = await Status().LookAsync("cvat");

        report.Condition.Should().Be(DeploymentCondition.Interrupted);
        report.Told.Should().EndWith($"; {down.Message}");
        report.Next[0].Should().Be(down.Remedy);
        report.Next.Should().HaveCountGreaterThan(1);
    }

    // Whoever watches by the exit code alone must not take an engine that went down in the middle of a run for a run that goes well.
    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 0)]
    public async Task A_run_that_is_worked_on_is_not_well_where_the_engine_is_down(bool isDown, int code)
    {
        var problem = isDown
            ? new HopguardException("Docker Engine at 'unix:///d' is not reachable: Connection refused", "Start it ('systemctl start docker')") { IsEngineDown = true }
            : new HopguardException("Service 'cvat_server' does not run", null);
        _deployment.InspectAsync(default!, default!, default).ThrowsAsyncForAnyArgs(problem);
        _engine.ListContainersAsync(new Dictionary<string, string?>(), default).ThrowsAsyncForAnyArgs(problem);
        var library = RunLibrary.Of(Call().Options.ToRunOptions());
        var (runId, folder) = library.Create(TimeProvider.System);
        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
            journal.Append(new JournalEntry.RunStarted(runId, "cvat-2.3.0", "hash", Before, "owner"));
        using var worker = DeploymentLock.Take(library.StateFolder, TimeProvider.System);

        var report = await Status().LookAsync("cvat");

        report.Condition.Should().Be(DeploymentCondition.WorkedOn);
        DeploymentStatus.CodeOf(report).Should().Be(code);
        report.Told.Contains(problem.Message, StringComparison.Ordinal).Should().Be(isDown);
    }

    [Fact]
    public async Task A_run_of_another_state_folder_is_named_with_its_commands()
    {
        var deployment = Path.Combine(_folder, "cvat");
        var claim = new ClaimRecord("cvat", RealPath.Of(deployment), "/elsewhere/state", "other-id", RunOwner.Current(TimeProvider.System) with { Host = "elsewhere" }) { RunId = "r1", PlanId = "cvat-2.3.0" };
        _engine.ListVolumesAsync(default!, default).ReturnsForAnyArgs(
            [new VolumeState(claim.Name, "local", "/v", ClaimLabels.Of(claim), new Dictionary<string, string>(StringComparer.Ordinal))]);

        var report = await Status().LookAsync("cvat");

        report.Condition.Should().Be(DeploymentCondition.Interrupted);
        report.Told.Should().Contain("Run 'r1'").And.EndWith("its state lies in '/elsewhere/state' on host 'elsewhere'");
        report.Next.Take(3).Should().OnlyContain(line => line.Contains("--state=/elsewhere/state"));
        report.Next.Skip(3).Should().ContainSingle().Which.Should().EndWith(" --give-up=r1");
        report.Next[1].Should().StartWith("to continue:").And.Contain("UpgradeCvat");
    }

    [Fact]
    public async Task Where_the_state_folder_of_a_run_is_lost_only_what_helps_is_told()
    {
        var claim = new ClaimRecord("cvat", RealPath.Of(Path.Combine(_folder, "cvat")), Path.Combine(_folder, "lost"), "lost-id", RunOwner.Current(TimeProvider.System)) { RunId = "r1", PlanId = "cvat-2.3.0" };
        _engine.ListVolumesAsync(default!, default).ReturnsForAnyArgs(
            [new VolumeState(claim.Name, "local", "/v", ClaimLabels.Of(claim), new Dictionary<string, string>(StringComparer.Ordinal))]);

        (await Status().LookAsync("cvat")).Next.Should().HaveCount(2).And.Contain(line => line.EndsWith(" --give-up=r1") && line.Contains("--target=cvat-2.3.0 ") && !line.Contains("--state"));

        // Found again, it is gone on with as before.
        Directory.CreateDirectory(claim.StateFolder);
        var (run, folder) = new RunLibrary(claim.StateFolder).Create(TimeProvider.System);
        claim = claim with { StateId = StateIdentity.Ensure(claim.StateFolder), RunId = run };
        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
            journal.Append(new JournalEntry.RunStarted(run, "cvat-2.3.0", "hash", Before, "owner"));
        _engine.ListVolumesAsync(default!, default).ReturnsForAnyArgs(
            [new VolumeState(claim.Name, "local", "/v", ClaimLabels.Of(claim), new Dictionary<string, string>(StringComparer.Ordinal))]);
        (await Status().LookAsync("cvat")).Next.Should().HaveCount(3).And.OnlyContain(line => line.Contains($"--state={claim.StateFolder}"));

        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
            journal.Append(new JournalEntry.StepWaiting("accept", "the operator"));
        _deployment.InspectAsync(default!, default!, default).ReturnsForAnyArgs(Before);
        var waiting = await Status().LookAsync("cvat");
        waiting.Condition.Should().Be(DeploymentCondition.AwaitingAcceptance);
        waiting.Told.Should().Be($"Run '{run}' of another state folder waits for your acceptance; its state lies in '{claim.StateFolder}'");
        waiting.Next.Skip(1).Should().SatisfyRespectively(
            accept => accept.Should().StartWith("to accept:").And.Contain($"--state={claim.StateFolder}").And.EndWith(" --accept"),
            rollBack => rollBack.Should().StartWith("to roll back:").And.Contain("--target=RollbackCvat"));

        // The state folder alone says nothing of that run.
        Directory.Delete(folder.Path, recursive: true);
        var gone = await Status().LookAsync("cvat");
        gone.Condition.Should().Be(DeploymentCondition.Interrupted);
        gone.Told.Should().Be($"Run '{run}' is not over, nobody works on it, and its folder '{folder.Path}' is gone");
        gone.Next.Should().HaveCount(2).And.Contain(line => line.EndsWith($" --give-up={run}"));
    }

    [Fact]
    public async Task The_way_back_is_not_called_open_where_the_retired_data_is_gone()
    {
        var (runId, folder) = RunLibrary.Of(Call().Options.ToRunOptions()).Create(TimeProvider.System);
        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
        {
            journal.Append(new JournalEntry.RunStarted(runId, "cvat-2.3.0", "hash", Before, "owner"));
            journal.Append(new JournalEntry.Remembered("retire-volume", $"kept:{KeptObjects.RetiredData("database")}", "cvat_db-retired"));
            journal.Append(new JournalEntry.StepWaiting("accept", "the operator"));
        }

        const string closed = "; the way back to version 2.2.0 is closed, since volume 'cvat_db-retired' with the data of that version is gone";
        var lost = await Status().LookAsync("cvat");
        lost.Told.Should().EndWith(closed);
        lost.Next[0].Should().Be("Bring volume 'cvat_db-retired' back from a backup of the engine, or stay with the new version");
        lost.Next.Should().NotContain(line => line.Contains("RollbackCvat")).And.Contain(line => line.Contains("--accept"));

        _engine.FindVolumeAsync("cvat_db-retired", Arg.Any<CancellationToken>()).Returns(new VolumeState("cvat_db-retired", "local", "/v", new Dictionary<string, string>(), new Dictionary<string, string>()));
        var there = await Status().LookAsync("cvat");
        there.Told.Should().NotContain("closed");
        there.Next.Should().Contain(line => line.Contains("RollbackCvat"));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_run_that_was_killed_in_the_outage_says_since_when_users_have_no_answer(bool? answers, bool isDown)
    {
        var (runId, folder) = RunLibrary.Of(Call().Options.ToRunOptions()).Create(TimeProvider.System);
        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
        {
            journal.Append(new JournalEntry.RunStarted(runId, "cvat-2.3.0", "hash", Before, "owner"));
            journal.Append(new JournalEntry.StepStarted("stop-services"));
            journal.Append(new JournalEntry.StepDone("stop-services", "stopped"));
            journal.Append(new JournalEntry.StepStarted("dump-database"));
        }

        var stopped = Journal.Read(folder.Journal)[1].At;
        IAvailabilityProbe? probe = null;
        if (answers is { } answer)
        {
            probe = Substitute.For<IAvailabilityProbe>();
            probe.AnswersAsync(default!, default!, default).ReturnsForAnyArgs(answer);
        }

        (await Status(probe).LookAsync("cvat")).DownSince.Should().Be(isDown ? stopped : null);
    }

    [Fact]
    public async Task A_damaged_copy_is_part_of_what_is_told()
    {
        var (runId, folder) = RunLibrary.Of(Call().Options.ToRunOptions()).Create(TimeProvider.System);
        using (var journal = Journal.Open(folder.Journal, TimeProvider.System))
        {
            journal.Append(new JournalEntry.RunStarted(runId, "cvat-2.3.0", "hash", Before, "owner"));
            journal.Append(new JournalEntry.StepWaiting("accept", "the operator"));
        }

        var evidence = new EvidenceStore(folder);
        evidence.Save(UnchangedEvidence.FileName("volumes"), new UnchangedEvidence("volumes", "start-services-2", DateTimeOffset.UnixEpoch));
        evidence.SaveCopy(new CopyEvidence
        {
            Name = "volumes",
            Kind = CopyEvidence.Archive,
            Stores = ["media"],
            TakenAt = DateTimeOffset.UnixEpoch,
            Folder = folder.Path,
            Files = [],
            Damage = new CopyDamage(DateTimeOffset.UnixEpoch, "file 'media.tar' of copy 'volumes' is gone"),
        });

        var report = await Status().LookAsync("cvat");

        report.Told.Should().EndWith("; copy 'volumes' of media is damaged, as was found 1970-01-01 00:00:00 UTC: file 'media.tar' of copy 'volumes' is gone; nothing else here holds what store 'media' held before");
        report.Runs[0].Kept[0].What.Should().Be("copy 'volumes' of media (damaged)");
        report.Runs[0].Verdict.State.Should().Contain("is open only where nothing was changed since, because copy 'volumes' is damaged");
        report.Next[0].Should().StartWith("before a rollback: put the files of copy 'volumes' back into ");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DeploymentSnapshot Before => new ContainerDetails
    {
        ComposeFiles = [],
        Services =
        [
            new ServiceSnapshot("cvat_db", "cvat_db", "postgres:10-alpine", "sha256:1", true, "always"),
            new ServiceSnapshot("cvat_server", "cvat_server", "cvat/server:v2.2.0", "sha256:2", true, "always"),
        ],
        Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal),
    }.AddTo(new DeploymentSnapshot
    {
        Project = "cvat",
        Folder = "/srv/cvat",
        EngineId = "engine",
        Version = "2.2.0",
    });

    private static ContainerState Container(string service, string status, string image) => new()
    {
        Id = service,
        Name = service,
        Image = image,
        ImageId = "sha256:3",
        Status = status,
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["com.docker.compose.project"] = "cvat", ["com.docker.compose.service"] = service },
    };

    private Invocation Call() => new(
        new OptionResolver(CommandLine.Parse([$"--deployment={Path.Combine(_folder, "cvat")}"]), new Dictionary<string, string>(StringComparer.Ordinal), _folder).Resolve(), CancellationToken.None);

    private DeploymentStatus Status(IAvailabilityProbe? availability = null)
    {
        var call = Call();
        return new DeploymentStatus(call, new BuiltInPlans(call), TestServices.Of(new ContainerHost(_engine, TimeProvider.System), _deployment, new StepHandlers([]), availability));
    }
}
