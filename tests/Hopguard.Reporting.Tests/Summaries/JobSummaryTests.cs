using Hopguard.Reporting.Summaries;

namespace Hopguard.Reporting.Tests.Summaries;

public sealed class JobSummaryTests : IDisposable
{
    private const int GitHubLimit = 1024 * 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-summary-").FullName;

    private string Page => Path.Combine(_folder, "summary.md");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_written_where_there_is_no_job(string? path) => JobSummary.Append("x", path).Should().BeFalse();

    [Fact]
    public void What_others_wrote_stays()
    {
        File.WriteAllText(Page, "others\n");
        JobSummary.Append("# ours\n", Page).Should().BeTrue();
        File.ReadAllText(Page).Should().Be("others\n# ours\n");
    }

    [Fact]
    public void A_page_that_would_be_too_large_is_cut_at_the_end_of_a_line()
    {
        File.WriteAllText(Page, new string('x', 500_000));
        JobSummary.Append(string.Concat(Enumerable.Repeat("表の行です\n", 100_000)), Page).Should().BeTrue();
        new FileInfo(Page).Length.Should().BeLessThan(GitHubLimit).And.BeGreaterThan(GitHubLimit - 20_000);
        File.ReadAllText(Page).Should().EndWith("表の行です\n\n\n*The rest did not fit into this page: the full report is in the run's folder.*\n");
    }

    [Fact]
    public void A_full_page_is_left_alone()
    {
        File.WriteAllText(Page, new string('x', GitHubLimit - 10));
        JobSummary.Append("# ours\n", Page).Should().BeFalse();
        new FileInfo(Page).Length.Should().Be(GitHubLimit - 10);
    }

    [Theory]
    [InlineData("gone/summary.md")]
    [InlineData("")]
    [InlineData("bad\0name")]
    public void A_page_that_cannot_be_written_fails_nothing(string name) =>
        JobSummary.Append("x", Path.Combine(_folder, name)).Should().BeFalse();

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
