using System.Diagnostics;

namespace Hopguard.Lab.Tests.Clusters;

public sealed class HeldCommandTests
{
    [Fact]
    public async Task Command_ends_with_all_it_started_and_its_folder_goes_when_the_holder_lets_go()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-held-").FullName;
        var (turn, work) = (Path.Combine(folder, "lock"), Path.Combine(folder, "work"));
        var script = Path.Combine(LabFolder.Assets, "Machine", "held.sh");
        using var held = Process.Start(new ProcessStartInfo("bash", [script, turn, work, "bash", "-c", $"echo half > {work}/made; sleep 611 & sleep 612"]) { RedirectStandardInput = true, UseShellExecute = false })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!File.Exists(Path.Combine(work, "made")))
            await Task.Delay(50, limit.Token);
        FileLock.TryTake(turn).Should().BeNull();

        held.StandardInput.Close();
        await held.WaitForExitAsync(limit.Token);

        Directory.Exists(work).Should().BeFalse();
        (await new LabCommand("pgrep", "--full", "sleep 61[12]").TryRunAsync()).Output.Should().BeEmpty();
        using (var free = FileLock.TryTake(turn))
            free.Should().NotBeNull();
        Directory.Delete(folder, recursive: true);
    }
}
