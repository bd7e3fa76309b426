using Hopguard.Engine.Journals;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Tests.Support;

namespace Hopguard.Reporting.Tests.Summaries;

public sealed class MarkdownReportTests
{
    [Fact]
    public void An_upgrade_reads_well() => Snapshot.Matches(MarkdownReport.Render(Reports.Upgrade()), "upgrade.md");

    [Fact]
    public void A_rollback_reads_well() => Snapshot.Matches(MarkdownReport.Render(Reports.RolledBack()), "rollback.md");

    [Theory]
    [InlineData("a | b", @"a \| b")]
    [InlineData("line\nbreak", "line break")]
    [InlineData("<img src=x onerror=y> & co", @"&lt;img src=x onerror=y&gt; &amp; co")]
    [InlineData("![x](https://evil)", @"\!\[x\]\(https&#58;//evil\)")]
    [InlineData("`code` *bold* _it_ ~~x~~ @team #1", @"\`code\` \*bold\* \_it\_ \~\~x\~\~ \@team \#1")]
    [InlineData("- item", @"\- item")]
    [InlineData("\e[31m", @"\\u001B\[31m")]
    public void Text_from_outside_is_shown_and_does_nothing(string text, string expected) => Markdown.Text(text).Should().Be(expected);

    [Fact]
    public void A_table_keeps_its_columns_whatever_is_in_it()
    {
        var report = Reports.Upgrade() with { Steps = [Reports.Step("a|b", StepStatus.Failed, 1, "x | y \\| z\n| w |")] };
        MarkdownReport.Render(report).Should().Contain(@"| 1 | a\|b | FAILED | 1.0 s | x \| y \\\| z \| w \| |");
    }

    [Fact]
    public void The_log_behind_a_failure_stands_line_by_line_and_in_the_table_with_its_end()
    {
        var what = "It failed; its log ends with:\n" + string.Join('\n', Enumerable.Range(1, 30).Select(number => $"  line {number}"));
        var report = Reports.RolledBack() with { Steps = [Reports.Step("await", StepStatus.Failed, 1, what)], Verdict = Reports.RolledBack().Verdict with { Happened = what } };
        var markdown = MarkdownReport.Render(report);
        markdown.Should().Contain("**What happened:** It failed; its log ends with:\n\n```text\n  line 19\n").And.Contain("\n  line 30\n```\n\n**State now:**");
        markdown.Should().Contain("| It failed; its log ends with: line 30 |");
    }

    [Fact]
    public void A_command_cannot_end_its_block()
    {
        var report = Reports.Upgrade() with { Verdict = Reports.Upgrade().Verdict with { Next = ["echo ```", "<b>"] } };
        MarkdownReport.Render(report).Should().Contain("````text\necho ```\n<b>\n````\n");
    }

    [Fact]
    public void A_procedure_has_no_target_version() =>
        MarkdownReport.Render(Reports.Upgrade() with { To = null, PlanId = "cvat-backup" }).Should().StartWith("# CVAT 2.2.0, cvat-backup: succeeded\n");
}
