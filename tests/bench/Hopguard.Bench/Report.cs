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
    private static readonly (string What, int Plans, double? Goal)[] Cold = [("one plan", 1, null), ("1,000 plans of 20 steps", 1_000, 500)];

    /// <summary>The page, in Markdown.</summary>
    /// <param name="program">The built program, <c>hopguard.dll</c>.</param>
    public static string Create(string program)
    {
        var page = new StringBuilder(Introduction());
        AddCold(page);
        AddProcess(page, program);
        AddWarm(page, "Warm: validation", typeof(ValidationBenchmarks), _ => null);
        AddWarm(page, "By length: the time of a step stays the same", typeof(LengthBenchmarks), report => (int)report.BenchmarkCase.Parameters["Steps"]);
        AddWarm(page, "The generator", typeof(GeneratorBenchmarks), _ => null);
        return page.ToString();
    }

    private static string Introduction() => $"""
        # Performance

        Written by `./build.sh --target=Performance`, which measures anew; edit the benchmarks in `tests/bench/Hopguard.Bench`, not this page. Processor time is that of all
        threads together and hardly depends on what else the machine does; wall time does. Compare numbers of one page only.

        Machine: {Environment.ProcessorCount} processors, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}.

        Goals: 1,000 plans of 20 steps under 500 ms after start on 2 processors, one plan under 50 ms, a route of 1,000 steps under 100 ms, and a cost that grows with the
        number of steps and not faster.


        """;

    private static void AddCold(StringBuilder page)
    {
        page.Append("## The first validation of a process\n\nRead and judged, just-in-time compilation included, start of the process not; median of 5 processes.\n\n");
        page.Append("| what | wall | processor | goal |\n| --- | ---: | ---: | ---: |\n");
        foreach (var (what, plans, goal) in Cold)
        {
            var measure = ColdStart.Validate(plans);
            page.Append(CultureInfo.InvariantCulture, $"| {what} | {measure.Wall.TotalMilliseconds:n0} ms | {measure.Processor.TotalMilliseconds:n0} ms | {Goal(goal)} |\n");
        }

        page.Append('\n');
    }

    private static void AddProcess(StringBuilder page, string program)
    {
        var measures = WholeProcess.ValidatePlans(program, 1, 1_000);
        page.Append("## The whole program\n\n`ValidatePlans` from start to end, in turns; median of 5 each.\n\n| what | wall | processor |\n| --- | ---: | ---: |\n");
        foreach (var (what, measure) in new[] { "one plan", "1,000 plans of 20 steps" }.Zip(measures))
            page.Append(CultureInfo.InvariantCulture, $"| {what} | {measure.Wall.TotalMilliseconds:n0} ms | {measure.Processor.TotalMilliseconds:n0} ms |\n");

        page.Append(CultureInfo.InvariantCulture, $"\n1,000 plans cost {measures[1].Processor / measures[0].Processor:n1} times the processor time of one.\n\n");
    }

    private static void AddWarm(StringBuilder page, string title, Type benchmarks, Func<BenchmarkReport, int?> steps)
    {
        // In this process: a job of its own would build a project, which takes longer than it measures.
        var job = Job.ShortRun.WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(200)).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).AddColumnProvider(DefaultConfig.Instance.GetColumnProviders().ToArray())
            .WithOptions(ConfigOptions.DisableLogFile);
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| what | wall, median | allocated | of one step |\n| --- | ---: | ---: | ---: |\n");
        foreach (var report in BenchmarkRunner.Run(benchmarks, config).Reports)
            page.Append(Row(report, steps(report)));

        page.Append('\n');
    }

    private static string Row(BenchmarkReport report, int? steps)
    {
        var nanoseconds = report.ResultStatistics?.Median ?? throw new InvalidOperationException($"'{report.BenchmarkCase.DisplayInfo}' was not measured");
        var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
        var what = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        var subject = steps is { } count ? string.Create(CultureInfo.InvariantCulture, $"{what}: {count:n0}") : what;
        var step = steps is { } of ? string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / of / 1_000:n2} µs") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"| {subject} | {nanoseconds / 1_000_000:n2} ms | {allocated / 1024.0:n0} KiB | {step} |\n");
    }

    private static string Goal(double? milliseconds) => milliseconds is { } goal ? string.Create(CultureInfo.InvariantCulture, $"{goal:n0} ms") : string.Empty;
}
