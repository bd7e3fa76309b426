using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Tests.Support;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Live;

public sealed class LogTests
{
    [Fact]
    public void A_rollback_that_is_gone_on_with_says_so_and_how_far_it_is()
    {
        using var watch = new Watch(OutputKind.Log);
        watch.On(new RunEvent.RollbackStarted("asked for by the operator", 20) { Undone = 7 });

        watch.Screen.Should().EndWith("Going on with a rollback that was interrupted: 7 of 20 steps undone");
    }

    [Fact]
    public void A_step_has_a_line_at_its_start_one_per_interval_and_one_at_its_end()
    {
        using var watch = new Watch(OutputKind.Log);
        watch.Start();
        Dump(watch, seconds: 25);
        watch.Finish("12 tables, 50 000 rows");
        watch.Screen.Should().Be(
            """
            [ 7/21] dump-database: Dumps a database
            [ 7/21] dump-database: dumping 'cvat': 200 MB of 2.6 GB (7 %), 18 MB/s, 10 s so far, about 2 min 13 s left
            [ 7/21] dump-database: dumping 'cvat': 400 MB of 2.6 GB (15 %), 19 MB/s, 20 s so far, about 1 min 56 s left
            [ 7/21] dump-database: done in 31 s: 12 tables, 50 000 rows
            """);
    }

    [Theory]
    [InlineData(Detail.Quiet, "Succeeded: ")]
    [InlineData(Detail.Minimal, "CVAT 2.2.0 -> 2.3.0")]
    [InlineData(Detail.Normal, "CVAT 2.2.0 -> 2.3.0")]
    [InlineData(Detail.Verbose, "CVAT 2.2.0 -> 2.3.0")]
    public void Every_detail_tells_more_than_the_one_before_and_ends_with_the_verdict(Detail detail, string first)
    {
        var screens = Enum.GetValues<Detail>().Select(WholeRun).ToList();
        screens[(int)detail].Should().StartWith(first);
        screens[(int)detail].Should().EndWith("  Type next  dotnet cake --target=UpgradeCvat --to=2.3.0 --accept\n             dotnet cake --target=RollbackCvat");
        if (detail != Detail.Quiet)
            Lines(screens[(int)detail]).Should().BeGreaterThan(Lines(screens[(int)detail - 1]));
    }

    [Fact]
    public void A_normal_log_has_a_line_a_step_one_table_and_the_verdict() => Snapshot.Matches(WholeRun(Detail.Normal), "normal.txt");

    [Fact]
    public void A_japanese_log_reads_well() => Snapshot.Matches(WholeRun(Detail.Verbose, Language.Japanese), "verbose.ja.txt");

    [Theory]
    [InlineData(OutputKind.Log)]
    [InlineData(OutputKind.Terminal)]
    public void What_the_program_logs_itself_is_in_the_operators_language(OutputKind kind)
    {
        using var watch = new Watch(kind, detail: Detail.Verbose, language: Language.Japanese);
        watch.Start();
        watch.Log("'share' moves into the new source tree");
        watch.Screen.Should().Contain("'share' は新しいソースツリーへ移ります").And.NotContain("moves into");
    }

    [Theory]
    [InlineData(OutputKind.Log, "[ 7/21] dump-database: warning: 'memory' is left behind\n")]
    [InlineData(OutputKind.Terminal, "warning: 'memory' is left behind\n")]
    [InlineData(OutputKind.GitHub, "::warning title=[ 7/21] dump-database::'memory' is left behind\n")]
    [InlineData(OutputKind.Azure, "##vso[task.logissue type=warning;][ 7/21] dump-database: 'memory' is left behind\n")]
    public void What_a_step_warns_of_is_shown_once_unless_the_verdict_alone_is_wanted(OutputKind kind, string line)
    {
        foreach (var detail in Enum.GetValues<Detail>())
        {
            using var watch = new Watch(kind, detail: detail);
            watch.Start();
            watch.Warn("'memory' is left behind");
            watch.Finish();
            watch.Screen.Split("left behind").Should().HaveCount(detail == Detail.Quiet ? 1 : 2);
            if (detail != Detail.Quiet)
                watch.Screen.Should().Contain(line);
        }
    }

    [Fact]
    public void A_warning_is_in_the_operators_language_and_lets_nobody_write_to_the_screen()
    {
        using var watch = new Watch(OutputKind.Log, detail: Detail.Normal, language: Language.Japanese);
        watch.Start();
        watch.Warn("'share' moves into the new source tree");
        watch.Warn("two\n::error::lines\u001b[2J");
        watch.Screen.Should().Contain("警告: 'share' は新しいソースツリーへ移ります").And.NotContain("\n::error").And.NotContain("\u001b");
    }

    private static int Lines(string screen) => screen.Count(letter => letter == '\n');

    private static string WholeRun(Detail detail) => WholeRun(detail, Language.English);

    private static string WholeRun(Detail detail, Language language)
    {
        using var watch = new Watch(OutputKind.Log, detail: detail, language: language);
        watch.Open(resumed: true);
        watch.On(new RunEvent.StepSkipped("fetch-source", 1, 21, "done before"));
        watch.Start();
        watch.On(new RunEvent.OutageBegan("CVAT", new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        watch.Log("pg_dump: dumping contents of table \"public.engine_task\"");
        Dump(watch, seconds: 70);
        watch.Finish();
        watch.On(new RunEvent.OutageEnded("CVAT", TimeSpan.FromSeconds(26)));
        watch.Close();
        return watch.Screen;
    }

    [Fact]
    public void A_state_folder_that_others_may_write_to_is_told_of_with_what_ends_that()
    {
        using var watch = new Watch(OutputKind.Log);
        watch.Open();
        watch.On(new RunEvent.StateFolderShared("/srv/all runs"));
        watch.Screen.Should().Contain("Others than its owner may write to state folder '/srv/all runs', and so move the copies away that a rollback rests on; 'chmod go-w' on it ends that");
    }

    [Theory]
    [InlineData(true, "CVAT answers again, after about 3 h 05 min", "about 3 h 05 min without an answer for users, by a clock that may have been changed")]
    [InlineData(false, "CVAT answers again, after 3 h 05 min", "3 h 05 min without an answer for users")]
    public void A_length_by_a_clock_that_may_have_been_set_is_no_fact(bool isAbout, string told, string summed)
    {
        using var watch = new Watch(OutputKind.Log);
        watch.Open();
        watch.On(new RunEvent.OutageEnded("CVAT", TimeSpan.FromMinutes(185)) { IsAbout = isAbout });
        watch.Close(Reports.Upgrade() with { Outage = new Outage(TimeSpan.FromMinutes(185), IsOver: true) { IsAbout = isAbout } });
        watch.Screen.Should().Contain(told).And.Contain($"Outage  {summed}");
    }

    [Fact]
    public void The_reason_of_a_failure_is_told_once_and_last()
    {
        using var watch = new Watch(OutputKind.Log);
        watch.Start();
        watch.Fail("Copy 'dump' differs: 50 %, 2 tables", "Look at 'report.md'");
        watch.On(new RunEvent.RollbackStarted("step 'dump-database' failed: Copy 'dump' differs: 50 %, 2 tables", 2));
        watch.Close(Reports.RolledBack() with
        {
            Steps = [Reports.Step("dump-database", StepStatus.Failed, 31, "Copy 'dump' differs: 50 %, 2 tables")],
            Verdict = new RunVerdict("Step 'dump-database' failed: Copy 'dump' differs: 50 %, 2 tables", "Version 2.2.0 is running again, verified", ["COMMAND"], Success: false),
        });
        watch.Screen.Split("differs: 50 %").Should().HaveCount(2);
        watch.Screen.Should().EndWith("\nError: Step 'dump-database' failed: Copy 'dump' differs: 50 %, 2 tables\n  State now  Version 2.2.0 is running again, verified\n  Type next  COMMAND");
    }

    [Theory]
    [InlineData(Detail.Normal, 12)]
    [InlineData(Detail.Verbose, 30)]
    public void Of_a_log_in_a_failure_the_end_is_told_line_by_line_and_in_an_annotation_the_cause_alone(Detail detail, int shown)
    {
        var log = Enumerable.Range(1, 29).Select(number => $"  File \"frame {number}\"").Append("ValueError: no such column").ToList();
        var happened = "The upgrade was rolled back: step 'await-migrations' failed: Service 'cvat_server' ended with exit code 3 before its migrations were applied; its log ends with:\n" + string.Join('\n', log);
        using var watch = new Watch(OutputKind.GitHub, detail: detail);
        watch.Close(Reports.RolledBack() with { Verdict = Reports.RolledBack().Verdict with { Happened = happened } });

        var lines = watch.Screen.Split('\n');
        lines.Where(line => line.StartsWith("    | ", StringComparison.Ordinal)).Should().Equal(log.TakeLast(shown).Select(line => "    | " + line));
        lines.Should().ContainSingle(line => line.StartsWith("Error: The upgrade was rolled back", StringComparison.Ordinal)).Which.Should().EndWith("its log ends with:");
        lines.Should().ContainSingle(line => line.StartsWith("::error", StringComparison.Ordinal)).Which.Should().EndWith("its log ends with: ValueError: no such column");
    }

    [Fact]
    public void A_silent_step_still_shows_that_it_goes_on()
    {
        using var watch = new Watch(OutputKind.Log);
        watch.Start();
        watch.Clock.Advance(TimeSpan.FromSeconds(10));
        watch.LastLine.Should().Be("[ 7/21] dump-database: going on, 10 s so far");
    }

    [Fact]
    public void No_escape_code_is_written_to_a_log()
    {
        using var watch = new Watch(OutputKind.Log, unicode: true, colour: true);
        watch.Start();
        watch.Log("\e[31mred");
        watch.Close();
        watch.Raw.Should().NotContain("\e");
    }

    [Theory]
    [InlineData(OutputKind.Log, "log.txt")]
    [InlineData(OutputKind.GitHub, "github.txt")]
    [InlineData(OutputKind.Azure, "azure.txt")]
    public void A_failing_run_reads_well(OutputKind kind, string snapshot)
    {
        using var watch = new Watch(kind);
        watch.Open();
        watch.Start();
        Dump(watch, seconds: 12);
        watch.Log("pg_dump: dumping contents of table \"public.engine_task\"");
        watch.Finish();
        watch.Start("verify-copy", 8, "Proves copy 'dump'");
        watch.Fail("Copy 'dump' differs: 50 %, 2 tables", "Look at 'report.md'", id: "verify-copy");
        watch.On(new RunEvent.RollbackStarted("step 'verify-copy' failed", 2));
        watch.On(new RunEvent.UndoStarted("dump-database", 1, 2));
        watch.On(new RunEvent.StepUndone("dump-database", "nothing to undo", TimeSpan.Zero));
        watch.Close(Reports.RolledBack());
        Snapshot.Matches(watch.Screen, snapshot);
    }

    [Theory]
    [InlineData(OutputKind.Log)]
    [InlineData(OutputKind.GitHub)]
    [InlineData(OutputKind.Azure)]
    public void No_text_from_outside_becomes_a_command(OutputKind kind)
    {
        const string hostile = "\n::set-output name=a::b\r\n ::stop-commands::x ##vso[task.setvariable variable=a]b ##[add-mask]c";
        using var watch = new Watch(kind);
        watch.Start("step" + hostile, description: hostile);
        watch.Log(hostile, "step" + hostile);
        watch.Clock.Advance(TimeSpan.FromSeconds(10));
        watch.Fail(hostile, hostile, "step" + hostile);
        watch.Close(Reports.Upgrade() with
        {
            Steps = [Reports.Step(hostile, StepStatus.Failed, 1, string.Concat(Enumerable.Repeat(hostile, 20)))],
            Verdict = new RunVerdict(hostile, hostile, [hostile], Success: false),
        });
        watch.Screen.Split('\n').Should().OnlyContain(line => IsHarmless(line, kind));
    }

    [Fact]
    public void An_error_keeps_what_its_escapes_hide()
    {
        using var watch = new Watch(OutputKind.GitHub);
        watch.Close(Failed("50 % done, 'x'"));
        watch.Screen.Should().StartWith("::error title=Run failed::50 %25 done, 'x'\n");
    }

    [Fact]
    public void An_error_that_the_runner_would_cut_is_cut_before_it_is_escaped()
    {
        using var watch = new Watch(OutputKind.GitHub);
        watch.Close(Failed(new string('%', 5000)));
        watch.Screen.Split('\n')[0].Should().EndWith("::" + string.Concat(Enumerable.Repeat("%25", 4000)));
    }

    [Fact]
    public void A_run_that_ends_badly_without_a_failed_step_is_an_error_too()
    {
        using var watch = new Watch(OutputKind.GitHub);
        watch.Close(Reports.RolledBack());
        watch.Screen.Should().StartWith("::error title=Run failed::Step 'verify-copy' failed and the run was rolled back\n");
    }

    private static RunReport Failed(string what) => Reports.RolledBack() with { Verdict = new RunVerdict(what, "x", [], Success: false) };

    private static void Dump(Watch watch, int seconds)
    {
        for (var second = 1; second <= seconds; second++)
        {
            watch.Progress(second * 20_000_000L, 2_600_000_000);
            watch.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    // What is left when the one command of ours that a line may begin with is taken away must be no command to any of them.
    private static bool IsHarmless(string line, OutputKind kind)
    {
        var ours = Array.Find(Ours(kind), command => line.StartsWith(command, StringComparison.Ordinal));
        var rest = ours is null ? line : "x" + line[ours.Length..];
        return !rest.TrimStart().StartsWith("::", StringComparison.Ordinal)
            && !rest.Contains("##[", StringComparison.Ordinal)
            && !rest.Contains("##vso[", StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Ours(OutputKind kind) => kind switch
    {
        OutputKind.GitHub => ["::group::", "::endgroup::", "::error title="],
        OutputKind.Azure => ["##[group]", "##[endgroup]", "##vso[task.logissue type=error;]", "##vso[task.setprogress value="],
        _ => [],
    };
}
