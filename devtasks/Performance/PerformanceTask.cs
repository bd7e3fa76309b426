using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.DevTasks.Test;
using Hopguard.Engine;
using Hopguard.Tasks;

namespace Hopguard.DevTasks.Performance;

/// <summary>Measures how long plans take to be read, judged and generated from, and writes the page of it.</summary>
[TaskName("Performance")]
[Category("Development")]
[TaskDescription("Measures the validation of plans and writes docs/performance.md; takes minutes, and wants a quiet machine")]
public sealed class PerformanceTask : AsyncFrostingTask<HopguardContext>
{
    private const string Page = "docs/performance.md";

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        var root = Repository.FindRoot();
        var program = Path.Combine(AppContext.BaseDirectory, "hopguard.dll");
        string[] arguments = ["run", "-c", TestRun.Configuration, "--project", "tests/bench/Hopguard.Bench", "--", "report", program, Path.Combine(root, Page)];
        var ended = await ChildProcess.RunAsync("dotnet", arguments, root, TestRun.NoVariables, context.Cancellation);
        if (ended.ExitCode != 0)
            throw new HopguardException($"The benchmarks ended with {ended.ExitCode}:{Environment.NewLine}{ended.Output.Trim()}");

        context.Information("'{0}' is written anew", Page);
    }
}
