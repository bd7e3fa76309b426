using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Tests.Support;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Live;

public sealed class TerminalTests
{
    [Fact]
    public void A_running_step_has_a_live_line_with_bar_rate_and_time_left()
    {
        using var watch = Dumping(seconds: 60);
        watch.LastLine.Should().Be(
            "> [ 7/21] dump-database  01:00  ###########.............  dumping 'cvat'   46 %  1.2 GB of 2.6 GB  20 MB/s  01:10 left");
    }

    [Theory]
    [InlineData(100, "> [ 7/21] dump-database  01:00  ##########.............  dumping 'cvat'   46 %  20 MB/s  01:10 left")]
    [InlineData(80, "> [ 7/21] dump-database  01:00  #####.......  dumping 'cvat'   46 %  01:10 left")]
    [InlineData(60, "> [ 7/21] dump-database  01:00  ###.....   46 %  01:10 left")]
    [InlineData(40, "> [ 7/21] dump-database  01:00   46 %")]
    [InlineData(20, "> [ 7/21] dump-d...")]
    public void In_a_narrow_window_the_least_telling_parts_are_left_out(int width, string expected)
    {
        using var watch = Dumping(seconds: 60, width);
        watch.LastLine.Should().Be(expected);
    }

    [Fact]
    public void What_ended_stays_above_the_live_line()
    {
        using var watch = Dumping(seconds: 2);
        watch.Finish("12 tables, 50 000 rows");
        watch.Start("verify-copy", 8, "Proves a copy");
        watch.Screen.Should().Be(
            """
            + [ 7/21] dump-database             31 s  12 tables, 50 000 rows
            > [ 8/21] verify-copy  00:00  Proves a copy
            """);
    }

    [Fact]
    public void Time_goes_on_where_nothing_is_heard()
    {
        using var watch = new Watch();
        watch.Start();
        watch.Clock.Advance(TimeSpan.FromSeconds(75));
        watch.Screen.Should().Be("> [ 7/21] dump-database  01:15  Dumps a database");
    }

    [Fact]
    public void An_unknown_total_has_neither_bar_nor_percent_nor_time_left()
    {
        using var watch = new Watch();
        watch.Start();
        watch.Progress(0, total: null, ProgressUnit.Rows, "copying");
        watch.Clock.Advance(TimeSpan.FromSeconds(4.5));
        watch.Progress(50_000, total: null, ProgressUnit.Rows, "copying");
        watch.Clock.Advance(TimeSpan.FromSeconds(0.5));
        watch.Screen.Should().Be("> [ 7/21] dump-database  00:05  copying  50 000 rows  10 000 rows/s");
    }

    [Fact]
    public void A_total_of_zero_is_no_fraction_of_anything()
    {
        using var watch = new Watch();
        watch.Start();
        watch.Progress(0, 0, ProgressUnit.Items);
        watch.Clock.Advance(TimeSpan.FromSeconds(2));
        watch.Screen.Should().Be("> [ 7/21] dump-database  00:02  dumping 'cvat'  0 of 0  0.0/s");
    }

    [Fact]
    public void More_than_everything_is_everything()
    {
        using var watch = new Watch();
        watch.Start();
        watch.Progress(30, 20, ProgressUnit.Items);
        watch.Clock.Advance(TimeSpan.FromSeconds(1));
        watch.LastLine.Should().Contain("########################").And.Contain("100 %").And.NotContain("left");
    }

    [Fact]
    public void Another_activity_has_a_rate_of_its_own()
    {
        using var watch = Dumping(seconds: 10);
        watch.Progress(500_000_000, 2_600_000_000, activity: "hashing");
        watch.Clock.Advance(TimeSpan.FromSeconds(1));
        watch.LastLine.Should().EndWith("hashing   19 %  500 MB of 2.6 GB  0 B/s");
    }

    [Fact]
    public void Progress_that_goes_backwards_is_shown_as_it_is_and_starts_a_new_rate()
    {
        using var watch = Dumping(seconds: 10);
        watch.Progress(26_000_000, 2_600_000_000);
        watch.Clock.Advance(TimeSpan.FromSeconds(1));
        watch.LastLine.Should().EndWith("dumping 'cvat'    1 %  26 MB of 2.6 GB  0 B/s");
    }

    [Fact]
    public void Signs_and_colours_are_used_where_they_are_welcome()
    {
        using var watch = new Watch(unicode: true, colour: true);
        watch.Start();
        watch.Progress(1, 2, ProgressUnit.Items);
        watch.Clock.Advance(TimeSpan.FromSeconds(1));
        watch.Screen.Should().StartWith("▸ [ 7/21] dump-database  00:01  ▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱");
        watch.Finish();
        watch.Raw.Should().EndWith("\e[32m✓\e[0m [ 7/21] dump-database             31 s  12 tables\n");
    }

    [Fact]
    public void A_long_summary_wraps_under_itself()
    {
        using var watch = new Watch(width: 80);
        watch.Start();
        watch.Finish("database 'cvat' and the globals: 4 files, 1.2 GB, each hashed");
        watch.Screen.Should().Be(
            """
            + [ 7/21] dump-database             31 s  database 'cvat' and the globals: 4
                                                      files, 1.2 GB, each hashed
            """);
    }

    [Fact]
    public void The_cursor_is_never_hidden_and_a_disposed_observer_leaves_no_live_line()
    {
        using var watch = Dumping(seconds: 3);
        watch.Dispose();
        watch.Screen.Should().BeEmpty();
        watch.Raw.Should().NotContain("?25");
        watch.Clock.Advance(TimeSpan.FromSeconds(10));
        watch.Screen.Should().BeEmpty();
    }

    [Fact]
    public void A_log_line_cannot_command_the_terminal()
    {
        using var watch = new Watch();
        watch.Start();
        watch.Log("\e[2Jgone\r\nsecond\u009B1A");
        watch.Screen.Should().Be(
            """
                | \u001B[2Jgone
                | second\u009B1A
            > [ 7/21] dump-database  00:00  Dumps a database
            """);
    }

    [Fact]
    public void Steps_that_run_at_once_have_a_line_each()
    {
        using var watch = new Watch();
        watch.Start();
        watch.Start("back-up-volumes", 9, "Archives");
        watch.Clock.Advance(TimeSpan.FromSeconds(2));
        watch.Progress(1, 2, id: "nobody");
        watch.Finish();
        watch.Screen.Should().Be(
            """
            + [ 7/21] dump-database             31 s  12 tables
            > [ 9/21] back-up-volumes  00:02  Archives
            """);
    }

    [Fact]
    public void A_failure_and_the_rollback_are_shown_and_the_reason_is_left_to_the_verdict()
    {
        using var watch = Dumping(seconds: 2);
        watch.Fail("Server 'cvat_db' is out of space", "Free 2 GB");
        watch.On(new RunEvent.RollbackStarted("step 'dump-database' failed", 6));
        watch.On(new RunEvent.UndoStarted("stop-services", 1, 6));
        watch.On(new RunEvent.StepUndone("stop-services", "11 services run", TimeSpan.FromSeconds(4.5)));
        watch.Screen.Should().Be(
            """
            x [ 7/21] dump-database             31 s  FAILED

            Rolling back 6 steps
            < [1/6] stop-services            4.5 s  11 services run
            """);
    }

    [Fact]
    public void The_outage_has_lines_of_its_own()
    {
        using var watch = Dumping(seconds: 2);
        watch.On(new RunEvent.OutageBegan("CVAT", new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        watch.On(new RunEvent.OutageEnded("CVAT", TimeSpan.FromSeconds(26)));
        watch.Screen.Should().StartWith("From here CVAT is down, since 03:04:05 UTC\nCVAT answers again, after 26 s\n> [ 7/21] dump-database");
    }

    [Fact]
    public void An_answer_that_proves_nothing_yet_is_not_told_as_the_end()
    {
        using var watch = Dumping(seconds: 2);
        watch.On(new RunEvent.OutageEnded("CVAT", TimeSpan.FromSeconds(26), "2.3.0"));
        watch.Screen.Should().StartWith("CVAT answers, after 26 s; whether it is 2.3.0 with all its migrations is verified now\n> [ 7/21] dump-database");
    }

    [Fact]
    public void A_whole_run_reads_well()
    {
        using var watch = new Watch(width: 100);
        watch.Open(resumed: true);
        watch.On(new RunEvent.StepSkipped("fetch-source", 1, 21, "v2.3.0.zip"));
        watch.Start();
        watch.Finish();
        watch.Start("accept", 20, "Waits for the operator");
        watch.On(new RunEvent.StepWaits("accept", "waits for '--accept'"));
        watch.Close();
        Snapshot.Matches(watch.Screen, "terminal.txt");
    }

    [Fact]
    public void No_row_is_ever_wider_than_the_window()
    {
        foreach (var width in new[] { 20, 33, 61, 79, 200 })
        {
            using var watch = Dumping(seconds: 5, width);
            watch.Log("ボリューム 'cvat_db' /a/very/long/path/that/has/no/blank/in/it");
            watch.Finish("データベース 'cvat'");
            watch.Screen.Split('\n').Should().OnlyContain(row => CellWidth.Of(row) < width);
        }
    }

    private static Watch Dumping(double seconds, int width = 120)
    {
        var watch = new Watch(width: width);
        watch.Start();
        for (var tick = 1; tick <= seconds * 10; tick++)
        {
            watch.Clock.Advance(TimeSpan.FromSeconds(0.1));
            watch.Progress(tick * 2_000_000, 2_600_000_000);
        }

        return watch;
    }
}
