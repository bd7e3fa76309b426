using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Hopguard.Bench;

/// <summary>Measures everything, and writes the page of it.</summary>
internal static class Report
{
    private const string NoGoal = "";
    private static readonly (string What, int Plans, string Goal)[] Cold = [("one plan", 1, NoGoal), ("1,000 plans of 20 steps", 1_000, "500 ms")];
    private static readonly Dictionary<string, string> Warm = new(StringComparer.Ordinal)
    {
        [nameof(ValidationBenchmarks.OnePlan)] = "50 ms",
        [nameof(ValidationBenchmarks.ThousandPlans)] = "500 ms",
        [nameof(ValidationBenchmarks.Route)] = "100 ms",
        [nameof(ValidationBenchmarks.Shipped)] = "10 s",
    };

    /// <summary>The page, in Markdown.</summary>
    /// <param name="program">The built program, <c>hopguard.dll</c>.</param>
    public static string Create(string program)
    {
        var page = new StringBuilder(Introduction());
        AddCold(page);
        AddProcess(page, program);
        AddWarm(page, "Warm: validation", typeof(ValidationBenchmarks));
        AddLength(page);
        AddWarm(page, "The generator", typeof(GeneratorBenchmarks));
        return page.ToString();
    }

    private static string Introduction() => $"""
        # Performance

        Written by `./build.sh --target=Performance`, which measures anew; edit the benchmarks in `tests/bench/Hopguard.Bench`, not this page. Processor time is that of all
        threads together and hardly depends on what else the machine does; wall time does. Compare numbers of one page only.

        Machine: {Environment.ProcessorCount} processors, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}.{Load()}

        Goals: 1,000 plans of 20 steps under 500 ms after start on 2 processors, one plan under 50 ms, a route of 1,000 steps under 100 ms, and a cost that grows with the
        number of steps and not faster.

        `Hopguard.Plans` and `YamlDotNet` are compiled ahead, as in the program (`build/CompileAhead.targets`). Of many plans, applications are judged on one processor
        while others are read on another.


        """;

    // Others at work on the machine lengthen everything here: a reader has to know.
    private static string Load() => File.Exists("/proc/loadavg") ? $" Load before measuring: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, where more than 1 disturbs." : string.Empty;

    private static void AddCold(StringBuilder page)
    {
        page.Append("## The first validation of a process\n\nRead and judged, what is still compiled just in time included, start of the process not; median of 5 processes.\n\n");
        page.Append("| what | wall | processor | goal |\n| --- | ---: | ---: | ---: |\n");
        foreach (var (what, plans, goal) in Cold)
        {
            var measure = ColdStart.Validate(plans);
            page.Append(CultureInfo.InvariantCulture, $"| {what} | {measure.Wall.TotalMilliseconds:n0} ms | {measure.Processor.TotalMilliseconds:n0} ms | {goal} |\n");
        }

        page.Append('\n');
    }

    private static void AddProcess(StringBuilder page, string program)
    {
        var measures = WholeProcess.ValidatePlans(program, 1, 1_000);
        page.Append("## The whole program\n\n`ValidatePlans` from start to end, in turns; median of 5 each.\n\n| what | wall | processor |\n| --- | ---: | ---: |\n");
        foreach (var (what, measure) in new[] { "one plan", "1,000 plans of 20 steps" }.Zip(measures))
            page.Append(CultureInfo.InvariantCulture, $"| {what} | {measure.Wall.TotalMilliseconds:n0} ms | {measure.Processor.TotalMilliseconds:n0} ms |\n");

        var more = measures[1].Wall - measures[0].Wall;
        page.Append(CultureInfo.InvariantCulture, $"\nAfter a start that one plan pays for too, 1,000 plans take {more.TotalMilliseconds:n0} ms longer (goal: 500 ms), with finding and reading their files.\n\n");
    }

    private static void AddWarm(StringBuilder page, string title, Type benchmarks)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| what | wall, median | allocated | goal |\n| --- | ---: | ---: | ---: |\n");
        foreach (var report in Run(benchmarks))
        {
            var what = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
            var goal = Warm.GetValueOrDefault(report.BenchmarkCase.Descriptor.WorkloadMethod.Name, NoGoal);
            page.Append(CultureInfo.InvariantCulture, $"| {what} | {Median(report) / 1_000_000:n2} ms | {Allocated(report) / 1024:n0} KiB | {goal} |\n");
        }

        page.Append('\n');
    }

    private static void AddLength(StringBuilder page)
    {
        page.Append("""
            ## By length: a step costs the same in a long plan

            Judged, not read; up to the longest plan that is read at all.

            | steps | wall, median | allocated | of one step: wall | allocated |
            | ---: | ---: | ---: | ---: | ---: |

            """);
        foreach (var report in Run(typeof(LengthBenchmarks)))
        {
            var steps = (int)report.BenchmarkCase.Parameters["Steps"];
            page.Append(CultureInfo.InvariantCulture, $"| {steps:n0} | {Median(report) / 1_000_000:n2} ms | {Allocated(report) / 1024:n0} KiB | {Median(report) / steps / 1_000:n2} µs | {Allocated(report) / steps:n0} B |\n");
        }

        page.Append('\n');
    }

    private static IEnumerable<BenchmarkReport> Run(Type benchmarks)
    {
        // In this process: a job of its own would build a project, which takes longer than it measures.
        var job = Job.ShortRun.WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(200)).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).AddColumnProvider(DefaultConfig.Instance.GetColumnProviders().ToArray())
            .WithOptions(ConfigOptions.DisableLogFile);
        return BenchmarkRunner.Run(benchmarks, config).Reports;
    }

    private static double Median(BenchmarkReport report) =>
        report.ResultStatistics?.Median ?? throw new InvalidOperationException($"'{report.BenchmarkCase.DisplayInfo}' was not measured");

    private static double Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
}
