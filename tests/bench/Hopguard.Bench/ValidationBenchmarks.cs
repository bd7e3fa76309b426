using BenchmarkDotNet.Attributes;
using Hopguard.Plans.Reading;

namespace Hopguard.Bench;

/// <summary>Reading and judging plans, warm.</summary>
[MemoryDiagnoser]
public class ValidationBenchmarks
{
    private readonly IReadOnlyList<PlanFile> _one = PlanTexts.Files(1);
    private readonly IReadOnlyList<PlanFile> _thousand = PlanTexts.Files(1_000);
    private readonly IReadOnlyList<PlanFile> _route = [.. PlanTexts.FilesOf("app", 1_000 / PlanTexts.StepsOfPlan)];

    private readonly IReadOnlyList<PlanFile> _shipped = ShippedPlans.Files();

    /// <summary>The shipped plans: the range of CVAT for every pair of its releases.</summary>
    [Benchmark(Description = "the shipped plans, read and judged for all 8,000 pairs of CVAT's releases")]
    public int Shipped() => Work.Validate(_shipped);

    /// <summary>One plan with its application.</summary>
    [Benchmark(Description = "one plan of 20 steps, read and judged")]
    public int OnePlan() => Work.Validate(_one);

    /// <summary>Many plans, on all processors.</summary>
    [Benchmark(Description = "1,000 plans of 20 steps, read and judged")]
    public int ThousandPlans() => Work.Validate(_thousand);

    /// <summary>A route of 50 hops.</summary>
    [Benchmark(Description = "a route of 1,000 steps, read, found and judged")]
    public int Route() => Work.ValidateRoute(_route);
}
