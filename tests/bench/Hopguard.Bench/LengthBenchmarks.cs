using BenchmarkDotNet.Attributes;
using Hopguard.Plans.Model;

namespace Hopguard.Bench;

/// <summary>Judging one plan by its length, up to the longest that is read: the time of a step stays the same.</summary>
[MemoryDiagnoser]
public class LengthBenchmarks
{
    private Plan _plan = LongPlan.OfSteps(1);

    /// <summary>Steps of the plan.</summary>
    [Params(20, 200, 2_000)]
    public int Steps { get; set; }

    /// <summary>Makes the plan.</summary>
    [GlobalSetup]
    public void SetUp() => _plan = LongPlan.OfSteps(Steps);

    /// <summary>Judges it.</summary>
    [Benchmark(Description = "one plan judged, by its steps")]
    public int Analyze() => Work.Analyze(_plan).Length;
}
