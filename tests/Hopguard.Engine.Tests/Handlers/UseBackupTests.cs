using Hopguard.Containers.Handlers;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

/// <summary>What is refused of a backup while the application still serves, and what is taken over from a good one.</summary>
public sealed class UseBackupTests : IDisposable
{
    private static readonly UseBackup Step = new() { Id = "use-backup", Stores = [Name.Of("database")], As = Name.Of("mine") };

    private readonly HandlerBed _bed;
    private readonly RunFolder _backup;

    public UseBackupTests()
    {
        _bed = new HandlerBed { Stores = { ["database"] = new StoreSnapshot("cvat_db", "cvat_db", "cvat_cvat_db", "/data") } };
        _backup = new RunFolder(_bed.Folder["made here/earlier"]);
        _bed.Options = _bed.Options with { Backup = _backup.Path };
    }

    [Fact]
    public async Task A_copy_is_taken_over_from_wherever_the_backup_lies_by_now()
    {
        Make();
        var moved = _bed.Folder["another disk"];
        Directory.Move(_backup.Path, moved);
        _bed.Options = _bed.Options with { Backup = moved };

        (await ForeseeAsync()).Should().BeEmpty();
        _bed.Recall("doubt").Should().Be("None");
        (await _bed.DoAsync(new UseBackupHandler(), Step)).Should().BeOfType<StepOutcome.Done>();

        var copy = _bed.Evidence.Copy("mine");
        copy.Should().BeEquivalentTo(new { Folder = Path.Combine(moved, "copies", "dump"), Verification = (CopyVerification?)null, IsGiven = true });
        (await EvidenceStore.RecheckAsync(copy, new Progress<StepProgress>(), default)).Should().BeNull();
        File.ReadAllText(_bed.RunFolder.Evidence("mine.fingerprint.json")).Should().Be("{}");
    }

    [Fact]
    public async Task Damage_is_found()
    {
        Make();
        File.AppendAllText(Path.Combine(_backup.Copy("dump"), "toc.dat"), "x");
        (await ForeseeAsync()).Should().ContainSingle().Which.Should().Contain("is damaged: file 'toc.dat'").And.Contain("name another backup");
        _bed.Recall("doubt").Should().Be("Backup");
    }

    [Fact]
    public Task None_named_is_refused() => ShouldRefuseAsync(options => options with { Backup = null }, "No backup is named*--backup*");

    [Fact]
    public Task A_folder_that_is_none_is_refused() => ShouldRefuseAsync(options => options with { Backup = _bed.Folder["cvat"] }, "*is no backup*--backup*");

    [Fact]
    public Task One_whose_run_was_not_finished_is_refused()
    {
        Make(isFinished: false);
        return ShouldRefuseAsync(options => options, "*is not complete, since its run was not finished*");
    }

    [Fact]
    public Task One_of_another_application_is_refused()
    {
        Make(plan: "notes-backup");
        return ShouldRefuseAsync(options => options, "*plan 'notes-backup', which is not of application 'cvat'*");
    }

    [Fact]
    public Task One_that_lacks_a_store_is_refused()
    {
        Make(isVerified: false);
        return ShouldRefuseAsync(options => options, "*is not complete: it holds no verified copy of 'database'*");
    }

    [Theory]
    [InlineData("2.3.0", "*is of version 2.3.0, and project 'cvat' runs 2.2.0: upgrade with --target=UpgradeCvat --to=2.3.0 first*")]
    [InlineData("2.1.0", "*is of version 2.1.0, and project 'cvat' runs 2.2.0: roll back with --target=RollbackCvat*compose files of 2.1.0*")]
    public Task One_of_another_version_is_refused_with_the_way_there(string version, string refusal)
    {
        Make(before => before with { Version = version });
        return ShouldRefuseAsync(options => options, refusal);
    }

    [Fact]
    public async Task One_of_another_deployment_is_refused_until_that_is_said_and_not_asked_for_again()
    {
        Make(before => before with { EngineId = "another" });
        await ShouldRefuseAsync(options => options, "*of engine 'another', and not of project 'cvat' of this engine: say --foreign-backup*");

        _bed.Options = _bed.Options with { ForeignBackup = true };
        (await ForeseeAsync()).Should().BeEmpty();
        _bed.Options = _bed.Options with { ForeignBackup = false };
        (await _bed.DoAsync(new UseBackupHandler(), Step)).Should().BeOfType<StepOutcome.Done>();
    }

    [Fact]
    public async Task Onto_an_installation_that_this_call_has_made_anybodys_may_go()
    {
        Make(before => before with { EngineId = "another", Project = "another" });
        _bed.Options = _bed.Options with { IsNewInstallation = true };
        (await ForeseeAsync()).Should().BeEmpty();
    }

    public void Dispose() => _bed.Dispose();

    private Task<IReadOnlyList<string>> ForeseeAsync() => ((IStepHandler)new UseBackupHandler()).ForeseeAsync(Step, _bed.Context, default);

    private async Task ShouldRefuseAsync(Func<RunOptions, RunOptions> wishes, string refusal)
    {
        if (!Directory.Exists(_backup.Path))
            Make();

        _bed.Options = wishes(_bed.Options);
        (await FluentActions.Invoking(ForeseeAsync).Should().ThrowAsync<HopguardException>()).WithMessage(refusal).Which.Message.Should().EndWith("nothing was changed");
    }

    private void Make(Func<DeploymentSnapshot, DeploymentSnapshot>? like = null, string plan = "cvat-backup", bool isFinished = true, bool isVerified = true)
    {
        _backup.Create();
        var before = _bed.Context.Before;
        using (var journal = Journal.Open(_backup.Journal, new TestClock()))
        {
            journal.Append(new JournalEntry.RunStarted("earlier", plan, "hash", like?.Invoke(before) ?? before, "somebody"));
            if (isFinished)
                journal.Append(new JournalEntry.RunFinished());
        }

        Directory.CreateDirectory(_backup.Copy("dump"));
        File.WriteAllText(Path.Combine(_backup.Copy("dump"), "toc.dat"), "a dump");
        var evidence = new EvidenceStore(_backup);
        evidence.SaveBytes(FingerprintFiles.Of("dump"), "{}"u8.ToArray());
        evidence.SaveCopy(new CopyEvidence
        {
            Name = "dump",
            Kind = CopyEvidence.Dump,
            Stores = ["database"],
            TakenAt = DateTimeOffset.UnixEpoch,
            Folder = _backup.Copy("dump"),
            Files = EvidenceStore.HashFolderAsync(_backup.Copy("dump"), new Progress<StepProgress>(), default).GetAwaiter().GetResult(),
            Verification = isVerified ? new CopyVerification("trial", DateTimeOffset.UnixEpoch, "equal") : null,
        });
    }
}
