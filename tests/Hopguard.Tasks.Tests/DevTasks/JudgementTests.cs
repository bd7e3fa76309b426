using Hopguard.DevTasks.Test;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class JudgementTests
{
    [Theory]
    [InlineData(3, 0, 0, null)]
    [InlineData(3, 1, 0, "1 test failed")]
    [InlineData(3, 2, 0, "2 tests failed")]
    [InlineData(0, 0, 0, "No test ran")]
    [InlineData(0, 0, 4, "No test ran")]
    public void A_run_has_failed_when_a_test_failed_or_none_ran(int passed, int failed, int skipped, string? failure)
    {
        var judged = TestTask.Judge([new TestResults("A", passed, 0, [.. Enumerable.Repeat("broken", failed)]), new TestResults("B", 0, skipped, [])], left: []);

        judged.Line.Should().Be($"{passed} passed, {failed} failed, {skipped} skipped");
        judged.Failure?.Message.Should().Be(failure);
        (judged.Failure is null).Should().Be(failure is null);
    }

    [Fact]
    public void A_run_that_leaves_something_behind_has_failed_and_names_it()
    {
        var judged = TestTask.Judge([new TestResults("A", 3, 0, [])], ["volume 'orphan'"]);

        judged.Line.Should().Be("3 passed, 0 failed, 0 skipped");
        judged.Failure!.Message.Should().Be("Tests left something behind: volume 'orphan'");
    }

    [Fact]
    public void The_slowest_tests_the_time_and_what_is_left_are_told()
    {
        var results = new TestResults("A", 2, 0, []) { Times = [("A.Quick", TimeSpan.FromSeconds(0.5)), ("A.Slow", TimeSpan.FromSeconds(12))] };

        TestTask.Summarize([results], ["image 'x:1'"], TimeSpan.FromSeconds(61)).ReplaceLineEndings("\n").Should().Be(
            "The slowest tests:\n   12.0 s  A.Slow\n    0.5 s  A.Quick\nEverything together took 61 s\nleft behind: image 'x:1'");
    }
}
