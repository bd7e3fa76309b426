using Hopguard.Engine.Evidence;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using NSubstitute;

namespace Hopguard.Engine.Tests.Handlers;

public sealed class VerifyCopyTests : IDisposable
{
    private static readonly VerifyCopy Step = new() { Id = "verify-copy", Copy = Name.Of("dump"), By = Name.Of("trial") };

    private readonly HandlerBed _bed = new();
    private readonly ICopyVerifier _verifier = Substitute.For<ICopyVerifier>();

    public VerifyCopyTests() => _verifier.CopyKind.Returns(CopyEvidence.Dump);

    [Fact]
    public async Task A_proof_is_recorded_with_the_copy()
    {
        await TakeAsync();
        Verifying(new StepOutcome.Done("12 tables are equal"));
        await DoAsync();
        _bed.Evidence.Copy("dump").Verification.Should().BeEquivalentTo(new { By = "trial", Summary = "12 tables are equal" });
    }

    [Fact]
    public async Task A_copy_that_differs_stays_unverified()
    {
        await TakeAsync();
        Verifying(new StepOutcome.Failed("table 'x' has 1 row less"));
        (await DoAsync()).Should().BeOfType<StepOutcome.Failed>();
        _bed.Evidence.Copy("dump").Verification.Should().BeNull();
    }

    [Fact]
    public async Task A_damaged_copy_is_not_even_shown_to_its_verifier()
    {
        await TakeAsync();
        _bed.Folder.Write("dump/a.dat", "b");
        Verifying(new StepOutcome.Done("12 tables are equal"));

        await Remedies.LeadsOutAsync(DoAsync, "Copy 'dump' is damaged: file 'a.dat'*", "Check the disk it lies on", async () =>
        {
            _bed.Evidence.Copy("dump").Damage!.What.Should().Be("file 'a.dat' of copy 'dump' does not have its recorded SHA-256 any more");
            await _verifier.DidNotReceiveWithAnyArgs().VerifyAsync(default!, default!, default!, default);
            await TakeAsync();
        });
    }

    [Fact]
    public async Task A_damaged_copy_stays_unverified_where_its_files_are_checked_beside_the_proof()
    {
        await TakeAsync();
        _bed.Folder.Write("dump/a.dat", "b");
        _verifier.NeedsNoFiles.Returns(true);
        Verifying(new StepOutcome.Done("12 tables are equal"));

        (await DoAsync()).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().StartWith("Copy 'dump' is damaged: file 'a.dat'");
        _bed.Evidence.Copy("dump").Verification.Should().BeNull();
    }

    [Fact]
    public async Task A_damage_is_known_since_it_was_found_first_until_the_files_are_as_recorded_again()
    {
        await TakeAsync();
        _bed.Evidence.NoteRecheck(_bed.Evidence.Copy("dump"), "file 'a.dat' is gone", TestClock.Start.AddDays(-1));
        _bed.Folder.Write("dump/a.dat", "b");
        await _bed.Context.FindDamageAsync(_bed.Evidence.Copy("dump"), default);
        _bed.Evidence.Copy("dump").Damage!.At.Should().Be(TestClock.Start.AddDays(-1));

        _bed.Folder.Write("dump/a.dat", "a");
        Verifying(new StepOutcome.Done("12 tables are equal"));
        await DoAsync();
        _bed.Evidence.Copy("dump").Should().Match<CopyEvidence>(copy => copy.Damage == null && copy.Verification != null);

        _bed.Evidence.NoteRecheck(_bed.Evidence.Copy("dump") with { Folder = "/elsewhere" }, "file 'a.dat' is gone", TestClock.Start);
        _bed.Evidence.Copy("dump").Damage.Should().BeNull("a backup of that name is another copy");
    }

    [Fact]
    public async Task A_copy_of_a_kind_nobody_knows_is_refused()
    {
        await TakeAsync("tape");
        (await FluentActions.Awaiting(DoAsync).Should().ThrowAsync<HopguardException>()).WithMessage("*nothing here knows copies of kind 'tape'");
    }

    public void Dispose() => _bed.Dispose();

    private Task<StepOutcome> DoAsync() => _bed.DoAsync(new VerifyCopyHandler([_verifier]), Step, inDoubt: true);

    private void Verifying(StepOutcome outcome) => _verifier.VerifyAsync(default!, default!, default!, default).ReturnsForAnyArgs(outcome);

    private async Task TakeAsync(string kind = CopyEvidence.Dump)
    {
        _bed.Folder.Write("dump/a.dat", "a");
        _bed.Evidence.SaveCopy(new CopyEvidence
        {
            Name = "dump",
            Kind = kind,
            Stores = ["database"],
            TakenAt = TestClock.Start,
            Folder = _bed.Folder["dump"],
            Files = await EvidenceStore.HashFolderAsync(_bed.Folder["dump"], _bed.Context.Progress, default),
        });
    }
}
