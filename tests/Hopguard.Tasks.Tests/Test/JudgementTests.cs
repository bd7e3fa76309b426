using Hopguard.Tasks.Test;

namespace Hopguard.Tasks.Tests.Test;

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
        var judged = TestTask.Judge([new TestResults("A", passed, 0, [.. Enumerable.Repeat("broken", failed)]), new TestResults("B", 0, skipped, [])]);

        judged.Line.Should().Be($"{passed} passed, {failed} failed, {skipped} skipped");
        judged.Failure?.Message.Should().Be(failure);
        (judged.Failure is null).Should().Be(failure is null);
    }
}
