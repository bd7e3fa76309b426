using Hopguard.Plans.Analysis;

namespace Hopguard.Plans.Tests.Analysis;

public sealed class BuiltInPlansTests
{
    [Fact]
    public void The_shipped_plans_raise_nothing() => PlanAnalysis.Analyze(Repository.BuiltInPlans()).Should().BeEmpty();
}
