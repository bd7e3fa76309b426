using System.Globalization;
using System.Text;

namespace Hopguard.EndToEnd.Hops;

/// <summary>
/// The process is killed with SIGKILL: by itself before a finished step could be recorded, so that it is exact, and from outside at instants that nobody chose. What a kill between
/// two records leads to is replayed for every prefix by the crash model of the engine; here the real handlers meet what they left.
/// </summary>
public sealed class KillTests(CvatFixture lab) : CvatTest(lab)
{
    private const int KillsAtRandom = 4;

    [LongFact("the kills at any instant and in every undo, below, and the crash model of the engine, which is killed before every record")]
    public async Task Killed_before_any_step_is_recorded_the_same_command_ends_upgraded()
    {
        foreach (var step in Hop.Killed.SkipLast(1))
            await Lab.Upgrade().KilledAsync($"in:{step}");
        (await Lab.UpgradeAsync()).ShouldEndWith(0);
        await Lab.Upgrade().With("accept", "true").KilledAsync("in:accept");

        (await Lab.Upgrade().With("accept", "true").RunAsync()).ShouldEndWith(0);
        await Lab.ShouldBeUpgradedAsync();
    }

    [Fact]
    public async Task Killed_at_any_instant_it_ends_upgraded_and_killed_in_any_undo_it_ends_as_before()
    {
        var seed = Environment.GetEnvironmentVariable("HOPGUARD_LAB_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        var story = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HOPGUARD_LAB_SEED={seed}\n"));
        var random = new Random(seed);
        for (var kill = 0; kill < KillsAtRandom; kill++)
            await KillAsync(random.Next(1_000, 9_000), story);

        var upgraded = await Lab.UpgradeAsync();
        upgraded.ExitCode.Should().Be(0, story + upgraded.Output);
        await Lab.ShouldBeUpgradedAsync();

        foreach (var step in Hop.Killed.Reverse())
            await Lab.Target("RollbackCvat").KilledAsync($"undoing:{step}");
        (await Lab.RollBackAsync()).ShouldEndWith(0);
        await Lab.ShouldRunAsBeforeAsync();
    }

    // A run that was quicker than that has ended, and ended well.
    private async Task KillAsync(int milliseconds, StringBuilder story)
    {
        using var host = Lab.Upgrade().Start();
        await Task.WhenAny(host.EndAsync(), Task.Delay(milliseconds));
        host.Signal("KILL");
        var result = await host.EndAsync();
        story.AppendLine(CultureInfo.InvariantCulture, $"--- after {milliseconds} ms, exit code {result.ExitCode}").AppendLine(result.Output);
        result.ExitCode.Should().BeOneOf([0, 137], story.ToString());
    }
}
