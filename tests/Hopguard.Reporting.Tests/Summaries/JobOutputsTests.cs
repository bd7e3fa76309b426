using Hopguard.Reporting.Summaries;

namespace Hopguard.Reporting.Tests.Summaries;

public sealed class JobOutputsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard").FullName;

    private string Page => Path.Combine(_folder, "output");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_written_where_there_is_no_job(string? path) => JobOutputs.Append([("run", "x")], path).Should().BeFalse();

    [Fact]
    public void A_value_ends_where_a_word_says_that_it_cannot_know()
    {
        File.WriteAllText(Page, "before=1\n");

        JobOutputs.Append([("report", "/a\nend\nother=x"), ("run", "")], Page).Should().BeTrue();

        File.ReadAllText(Page).Should().MatchRegex("^before=1\nreport<<(end-[0-9a-f]{32})\n/a\nend\nother=x\n\\1\nrun<<\\1\n\n\\1\n$");
    }

    [Fact]
    public void A_file_that_cannot_be_written_fails_nothing() => JobOutputs.Append([("run", "x")], _folder).Should().BeFalse();

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
