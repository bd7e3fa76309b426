using System.Text.Json;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Hops;

/// <summary>The upgrade as its users type it.</summary>
public sealed class UpgradeTests(CvatFixture lab) : CvatTest(lab)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task An_upgrade_keeps_every_row_and_file_and_reports_it_and_is_accepted()
    {
        var folder = Path.GetDirectoryName(Lab.Cvat.Source)!;
        var (summary, json) = (Path.Combine(folder, "summary.md"), Path.Combine(folder, "outcome.json"));
        using (var told = new NoticeReceiver().Listen())
        await using (var users = new OutageProbe(Lab.Cvat.Port))
        {
            await users.AwaitAsync("2.2.0", TimeLimit);
            var upgrade = await Lab.Upgrade().WithAll("format=json", $"output={json}", $"notify={told.Address}", "notify-secret=env:CHAT_TOKEN").Where("GITHUB_STEP_SUMMARY", summary).Where("CHAT_TOKEN", "token of the chat").RunAsync();
            told.Notices.Select(notice => notice.Body.GetProperty("event").GetString()).Should().Equal("started", "outage-began", "outage-ended", "ended");
            told.Notices.Should().OnlyContain(notice => notice.Authorization == "Bearer token of the chat");
            upgrade.ShouldEndWith(0, "upgraded to 2.3.0 and verified");
            upgrade.ShouldSayNothingTwice();
            await users.AwaitAsync("2.3.0", TimeLimit);
            ShouldTellTheOutage(JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement, users, upgrade);
        }

        await Lab.ShouldBeUpgradedAsync();
        (await File.ReadAllTextAsync(summary)).Should().StartWith(await File.ReadAllTextAsync(Path.Combine(Lab.NewestRun, "report.md"))).And.Contain("| verify-store |").And.Contain("  verify-store :done, ").And.Contain("  no answer for users :crit, ");
        await StatusTellsPeopleAndProgramsTheSameAsync();
        await AcceptingClosesTheWayBackAndDeletesNothingUntilAskedAsync();
    }

    // What users felt is what the program says: to them the proxy is the application, to the program its server is.
    private static void ShouldTellTheOutage(JsonElement outcome, OutageProbe users, HostResult upgrade)
    {
        var (from, to) = users.Between("2.2.0", "2.3.0");
        outcome.GetProperty("exitCode").GetInt32().Should().Be(0);
        var run = outcome.GetProperty("run");
        run.GetProperty("state").GetString().Should().Be("awaiting-acceptance");
        var outage = run.GetProperty("outage");
        outage.GetProperty("isOver").GetBoolean().Should().BeTrue();
        outage.GetProperty("seconds").GetDouble().Should().BeApproximately((to - from).TotalSeconds, 3);
        upgrade.Output.Split('\n').Should().ContainSingle(line => line.StartsWith("From here CVAT is down, since "))
            .And.ContainSingle(line => line.StartsWith("CVAT answers, after ") && line.EndsWith("; whether it is 2.3.0 with all its migrations is verified now"))
            .And.ContainSingle(line => line.StartsWith("back-up-volumes: prepared in ") && line.Contains("2 volumes archived and read back while the application serves"));
    }

    private async Task StatusTellsPeopleAndProgramsTheSameAsync()
    {
        var typed = await Lab.Target("StatusCvat").RunAsync();
        typed.ShouldEndWith(0, "2.3.0", "to accept:", "to roll back:");
        var status = JsonDocument.Parse((await Lab.Target("StatusCvat").With("format", "json").RunAsync()).Output).RootElement;
        status.GetProperty("exitCode").GetInt32().Should().Be(0);
        status.GetProperty("condition").GetString().Should().Be("awaiting-acceptance");
        status.GetProperty("installed").GetProperty("version").GetString().Should().Be("2.3.0");
        status.GetProperty("next").EnumerateArray().Select(line => line.GetString()!).Should().Contain(line => line.Contains("--accept")).And.OnlyContain(line => typed.Output.Contains(line));
    }

    private async Task AcceptingClosesTheWayBackAndDeletesNothingUntilAskedAsync()
    {
        (await Lab.UpgradeAsync()).ShouldEndWith(0, "until then the way back is open");
        (await Lab.UpgradeAsync("accept=true")).ShouldEndWith(0, "upgraded to 2.3.0 and accepted");
        var refused = await Lab.RollBackAsync();
        refused.ShouldFailWith("was accepted", "Nothing was changed");
        refused.Output.Should().NotContain("Succeeded").And.NotContain("--delete-retired");
        await Lab.ShouldBeUpgradedAsync();

        await Lab.Upgrade().With("delete-retired", "true").KilledAsync("in:delete-retired");
        (await Lab.UpgradeAsync("delete-retired=true")).ShouldEndWith(0, "deleted: 'cvat_cvat_db-retired-");
        (await Lab.MadeAsync("volume")).Should().BeEmpty();
        (await Lab.UpgradeAsync()).ShouldEndWith(0, "nothing to do");
        (await Lab.Cvat.AwaitAsync()).Should().Be("2.3.0");
    }
}
