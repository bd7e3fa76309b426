using Hopguard.Bench;
using Hopguard.Plans.Analysis;

namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Cost by counting, since clocks of busy machines say nothing; the times are in the benchmarks.</summary>
public sealed class CostTests
{
    [Fact]
    public void Four_times_the_steps_cost_about_four_times_the_memory()
    {
        Allocated(steps: 250);

        var (some, more) = (Allocated(steps: 500), Allocated(steps: 2_000));

        // Trees of copies grow by the logarithm on top; a scan of all copies at each step would make it sixteen times.
        ((double)more / some).Should().BeInRange(3, 6);
    }

    [Fact]
    public void What_the_reader_refuses_is_not_measured() => FluentActions.Invoking(() => LongPlan.OfSteps(2_001)).Should().Throw<InvalidOperationException>().WithMessage("*More than 2000 steps*");

    private static long Allocated(int steps)
    {
        var plan = LongPlan.OfSteps(steps);
        var before = GC.GetAllocatedBytesForCurrentThread();
        PlanAnalysis.Analyze(LongPlan.Application, plan).Should().NotBeNull();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
