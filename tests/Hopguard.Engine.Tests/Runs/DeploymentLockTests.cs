using System.Diagnostics;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

public sealed class DeploymentLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_lock_held_by_another_process_is_refused_with_its_owner_and_gone_when_that_is_killed()
    {
        using var owner = SecondProcess.Start("hold-lock", _folder.Path);
        (await owner.StandardOutput.ReadLineAsync()).Should().Be("held");
        TakingIt().Should().Throw<HopguardException>()
            .WithMessage($"*'{_folder.Path}' is being worked on by {Environment.UserName}@{Environment.MachineName} (process {owner.Id}*");

        owner.Kill();
        await owner.WaitForExitAsync();
        TakingIt().Should().NotThrow();
    }

    [Fact]
    public void A_lock_is_refused_to_the_same_process_as_well()
    {
        using var first = DeploymentLock.Take(_folder.Path, TimeProvider.System);
        TakingIt().Should().Throw<HopguardException>();
    }

    [Fact]
    public void A_lock_given_back_can_be_taken()
    {
        DeploymentLock.Take(_folder.Path, TimeProvider.System).Dispose();
        TakingIt().Should().NotThrow();
    }

    [Fact]
    public async Task A_lock_of_a_foreign_program_without_a_name_is_respected()
    {
        using var foreign = Process.Start(new ProcessStartInfo("flock", [_folder["lock"], "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await foreign.StandardOutput.ReadLineAsync();
        TakingIt().Should().Throw<HopguardException>().WithMessage("*by another process");
        foreign.Kill(entireProcessTree: true);
        await foreign.WaitForExitAsync();
    }

    [Fact]
    public void A_torn_owner_file_does_not_hide_that_the_lock_is_held()
    {
        using var first = DeploymentLock.Take(_folder.Path, TimeProvider.System);
        _folder.Write("lock.owner.json", "{\"User\":");
        TakingIt().Should().Throw<HopguardException>().WithMessage("*by another process");
    }

    [Fact]
    public void A_folder_that_cannot_hold_a_lock_is_not_called_busy()
    {
        Directory.CreateDirectory(_folder["lock"]);
        TakingIt().Should().Throw<HopguardException>().WithMessage("State folder '*' cannot be locked: *");
    }

    [Fact]
    public void A_failed_taking_leaves_no_lock_behind()
    {
        Directory.CreateDirectory(_folder["lock.owner.json/x"]);
        TakingIt().Should().Throw<HopguardException>().WithMessage("*cannot be locked*");
        Directory.Delete(_folder["lock.owner.json"], recursive: true);
        TakingIt().Should().NotThrow();
    }

    public void Dispose() => _folder.Dispose();

    private Action TakingIt() => () => DeploymentLock.Take(_folder.Path, TimeProvider.System).Dispose();
}
