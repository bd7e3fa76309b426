using System.Xml.Linq;
using Hopguard.DevTasks.Test;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class TestResultsTests
{
    private const string Trx = """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testName="A.Passes" outcome="Passed" duration="00:01:02.5000000" />
            <UnitTestResult testName="A.Waits" outcome="NotExecuted"><Output><ErrorInfo><Message>long; meanwhile: A.Passes</Message></ErrorInfo></Output></UnitTestResult>
            <UnitTestResult testName="A.Breaks" outcome="Failed">
              <Output><ErrorInfo><Message>Expected 1</Message><StackTrace>   at A.Breaks()</StackTrace></ErrorInfo></Output>
            </UnitTestResult>
          </Results>
        </TestRun>
        """;

    [Fact]
    public void Counts_classes_skips_and_failures_are_told()
    {
        var results = TestResults.Parse("A", XDocument.Parse(Trx)) with { Duration = TimeSpan.FromSeconds(1.5) };

        results.Describe().ReplaceLineEndings("\n").Should().Be(
            "A: 1 passed, 1 failed, 1 skipped in 1.5 s\n  A: 3 tests in 62.5 s\n  skipped: A.Waits: long; meanwhile: A.Passes\n  failed: A.Breaks\n    Expected 1\n       at A.Breaks()");
    }

    [Fact]
    public void The_time_of_each_test_is_read() =>
        TestResults.Parse("A", XDocument.Parse(Trx)).Times.Should().Contain(("A.Passes", TimeSpan.FromSeconds(62.5)));

    [Fact]
    public void A_test_process_that_died_has_failed_even_without_a_failed_test() =>
        TestResults.Read("A", "/nowhere.trx", new ChildProcess(134, "Stack overflow")).Failures.Should().ContainSingle()
            .Which.Should().Contain("ended with code 134").And.Contain("Stack overflow");

    [Fact]
    public void No_results_and_code_0_are_no_tests() =>
        TestResults.Read("A", "/nowhere.trx", new ChildProcess(0, string.Empty)).Should().BeEquivalentTo(new { Passed = 0, Skipped = 0, Failures = Array.Empty<string>() });
}
