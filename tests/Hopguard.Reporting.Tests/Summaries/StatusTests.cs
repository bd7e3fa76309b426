using System.Text.Json;
using Hopguard.Engine;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Tests.Support;

namespace Hopguard.Reporting.Tests.Summaries;

public sealed class StatusTests
{
    [Theory]
    [InlineData(Language.English, "status.txt")]
    [InlineData(Language.Japanese, "status.ja.txt")]
    public void A_status_reads_well(Language language, string snapshot) => Snapshot.Matches(string.Join('\n', StatusText.Render(Stopped(), Phrases.For(language))), snapshot);

    [Fact]
    public void A_deployment_without_a_run_is_told_in_a_few_lines() =>
        StatusText.Render(Stopped() with { Services = [], Stores = new Dictionary<string, StorePlace>(StringComparer.Ordinal), Runs = [], Next = [] }, Phrases.English).Should().Equal(
            "CVAT in '/srv/cvat', its version is not known now",
            "Run 'r1' is not finished, and nobody works on it: The run was interrupted in step 'dump-database'",
            string.Empty,
            "No run in '/srv/cvat.hopguard'");

    [Fact]
    public void A_run_that_somebody_works_on_is_not_called_interrupted()
    {
        var text = string.Join('\n', StatusText.Render(Stopped() with { Condition = DeploymentCondition.WorkedOn, Told = "It is being worked on by op@host", Runs = [Reports.Upgrade() with { State = RunState.Open }], Next = [] }, Phrases.English));
        text.Should().Contain("going on").And.Contain("op@host").And.NotContain("CVAT 2.2.0 was upgraded");
    }

    [Fact]
    public void An_application_that_a_run_has_left_down_is_called_so_to_people_and_programs()
    {
        var down = Stopped() with { DownSince = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)) };
        StatusText.Render(down, Phrases.English).Should().Contain("CVAT is down since 2026-01-02 03:04:05 UTC");
        using var json = JsonDocument.Parse(StatusJson.Render(down, 3, Phrases.English));
        json.RootElement.GetProperty("downSince").GetDateTimeOffset().Should().Be(down.DownSince.Value);
        using var serving = JsonDocument.Parse(StatusJson.Render(Stopped(), 3, Phrases.English));
        serving.RootElement.GetProperty("downSince").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void A_damaged_copy_is_told_to_programs_with_what_covers_its_stores()
    {
        var damaged = new DamagedCopy("dump", ["database"], DateTimeOffset.UnixEpoch, "file 'toc.dat' of copy 'dump' is gone", "/copies/dump", [new StoreCover("database", CoverKind.InPlace)]);
        using var json = JsonDocument.Parse(RunJson.Render(Reports.Upgrade() with { Damaged = [damaged] }, Reports.Upgrade().Verdict, 0, Phrases.English));
        var told = json.RootElement.GetProperty("run").GetProperty("damaged")[0];
        told.GetProperty("copy").GetString().Should().Be("dump");
        told.GetProperty("covers")[0].GetProperty("by").GetString().Should().Be("in-place");
    }

    [Fact]
    public void Of_a_log_in_a_failure_a_status_tells_the_cause()
    {
        var failed = Reports.RolledBack() with { Verdict = Reports.RolledBack().Verdict with { Happened = "It failed; its log ends with:\none\ntwo\ncause" } };
        StatusText.Render(Stopped() with { Told = $"Run 'r1' stopped at a failure, and nobody works on it: {failed.Verdict.Happened}", Runs = [failed] }, Phrases.English)
            .Where(line => line.Contains("It failed")).Should().HaveCount(2).And.OnlyContain(line => line.EndsWith("It failed; its log ends with: cause"));
    }

    [Fact]
    public void What_older_runs_keep_is_told_beside_what_the_newest_keeps()
    {
        var older = Reports.Upgrade() with { RunId = "r0", State = RunState.RolledBack, Kept = [new KeptItem("retired data of 'database'", "cvat_db-retired-r0", 5_000_000)] };
        var both = Stopped() with { Runs = [older, Reports.Upgrade() with { RunId = "r1" }] };

        var text = StatusText.Render(both, Phrases.English);

        text.Should().Contain(line => line.Contains("r0") && line.Contains("cvat_db-retired-r0") && line.Contains("5.0 MB"));
        text.Should().Contain(line => line.Contains("r1") && line.Contains("1.2 GB"));
    }

    [Fact]
    public void Programs_get_words_that_do_not_depend_on_the_language()
    {
        using var json = JsonDocument.Parse(StatusJson.Render(Stopped(), 3, Phrases.For(Language.Japanese)));
        var root = json.RootElement;
        root.GetProperty("language").GetString().Should().Be("ja");
        root.GetProperty("exitCode").GetInt32().Should().Be(3);
        root.GetProperty("condition").GetString().Should().Be("interrupted");
        root.GetProperty("installed").ValueKind.Should().Be(JsonValueKind.Null);
        root.GetProperty("problem").GetProperty("remedy").GetString().Should().Be("Start it");
        root.GetProperty("services")[0].GetProperty("status").GetString().Should().Be("exited");
        root.GetProperty("runs")[0].GetProperty("state").GetString().Should().Be("awaiting-acceptance");
        root.GetProperty("runs")[0].GetProperty("kept")[0].GetProperty("bytes").GetInt64().Should().Be(1_200_000_000);
    }

    [Fact]
    public void The_outcome_of_a_run_has_its_outage_in_seconds()
    {
        using var json = JsonDocument.Parse(RunJson.Render(Reports.Upgrade(), Reports.Upgrade().Verdict, 0, Phrases.English));
        json.RootElement.GetProperty("success").GetBoolean().Should().BeTrue();
        json.RootElement.GetProperty("run").GetProperty("outage").GetProperty("seconds").GetDouble().Should().Be(247);
        json.RootElement.GetProperty("run").GetProperty("steps")[3].GetProperty("status").GetString().Should().Be("waiting");
    }

    [Fact]
    public void Where_no_run_was_opened_the_outcome_still_says_why()
    {
        using var json = JsonDocument.Parse(RunJson.Render(null, new RunVerdict("No engine", "No run was opened", ["Start it"], Success: false), 1, Phrases.English));
        json.RootElement.GetProperty("run").ValueKind.Should().Be(JsonValueKind.Null);
        json.RootElement.GetProperty("next")[0].GetString().Should().Be("Start it");
    }

    private static DeploymentReport Stopped() => new()
    {
        Application = "CVAT",
        Folder = "/srv/cvat",
        StateFolder = "/srv/cvat.hopguard",
        Condition = DeploymentCondition.Interrupted,
        Told = "Run 'r1' is not finished, and nobody works on it: The run was interrupted in step 'dump-database'",
        Problem = new HopguardException("It is silent", "Start it"),
        Services = [new ServiceReport("cvat_server", "cvat_server", "exited", "cvat/server:v2.2.0"), new ServiceReport("cvat_db", "cvat_db", "running", "postgres:10-alpine")],
        Stores = new Dictionary<string, StorePlace>(StringComparer.Ordinal) { ["database"] = new("cvat_db", "cvat_cvat_db") },
        Runs = [Reports.Upgrade()],
        Next = ["to continue:  ./build.sh --target=UpgradeCvat", "to roll back: ./build.sh --target=RollbackCvat"],
    };
}
