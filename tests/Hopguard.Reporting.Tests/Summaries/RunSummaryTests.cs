using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Tests.Support;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Summaries;

public sealed class RunSummaryTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void A_japanese_report_is_aligned(int width) => Snapshot.Matches(Render(Japanese(), width), $"japanese-{width}.txt");

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public void Nothing_but_paths_and_commands_is_wider_than_the_window(int width)
    {
        var report = Japanese() with { Kept = [], Verdict = Reports.Upgrade().Verdict with { Next = [] } };
        Render(report, width).Split('\n').Should().OnlyContain(line => CellWidth.Of(line) <= Math.Max(60, width - 1));
    }

    [Fact]
    public void Paths_and_commands_stay_in_one_piece()
    {
        var path = "/" + new string('p', 150);
        var report = Reports.Upgrade() with { Kept = [new KeptItem("copy", path, 1)], Verdict = Reports.Upgrade().Verdict with { Next = [path] } };
        Render(report, 80).Should().Contain("copy   1 B  " + path + "\n").And.EndWith(path);
    }

    [Fact]
    public void Many_differences_are_cut_with_the_place_of_all()
    {
        var differences = Enumerable.Range(1, 1041).Select(number => $"row {number}").ToArray();
        var report = Reports.RolledBack() with
        {
            Comparisons = new Dictionary<string, ComparisonEvidence>(StringComparer.Ordinal) { ["verify-copy"] = Reports.Comparison(differences) },
        };
        Render(report, 100).Should().Contain("verify-copy: 1 041 differences").And.Contain("    - row 40\n    and 1 001 more, in evidence 'verify-copy.comparison.json'\n");
    }

    [Fact]
    public void A_run_without_an_outage_says_nothing_of_it() =>
        Render(Reports.Upgrade() with { Outage = null }, 100).Should().NotContain("Outage");

    [Fact]
    public void Colours_change_no_column()
    {
        var plain = RunSummary.Render(Reports.Upgrade(), new SummaryStyle { Width = 100 });
        var coloured = RunSummary.Render(Reports.Upgrade(), new SummaryStyle { Width = 100, Colour = true }).Select(WithoutColours);
        coloured.Should().Equal(plain);
    }

    [Fact]
    public void A_line_break_brings_no_command_to_the_front()
    {
        var difference = new string('x', 70) + " ::error::y";
        var report = Reports.Upgrade() with
        {
            Comparisons = new Dictionary<string, ComparisonEvidence>(StringComparer.Ordinal) { ["verify-copy"] = Reports.Comparison(difference) },
        };
        Render(report, 80).Should().Contain("\n      : :error::y\n");
    }

    private static string WithoutColours(string line) =>
        new[] { "0", "1", "2", "31", "32", "33" }.Aggregate(line, (text, code) => text.Replace($"\e[{code}m", string.Empty, StringComparison.Ordinal));

    private static string Render(RunReport report, int width) => string.Join('\n', RunSummary.Render(report, new SummaryStyle { Width = width }));

    private static RunReport Japanese() => Reports.Upgrade() with
    {
        Steps =
        [
            .. Reports.Upgrade().Steps,
            Reports.Step("verify-store", StepStatus.InDoubt, 7500, "データベース 'cvat' の指紋を比較しています。テーブル 12、行 50 000、シーケンス 9、制約 31、関数 4"),
        ],
        Kept = [new KeptItem("退避したボリューム", "cvat_cvat_db_retired", 2_600_000_000), new KeptItem("copy 'dump'", "/srv/コピー/dump", 1_200)],
    };
}
