using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Test;

/// <summary>Builds and runs the test projects; those that need no engine come first, since they tell soonest.</summary>
/// <param name="labEngine">The engine for those that need one.</param>
[TaskName("Test")]
[Category("Development")]
[TaskDescription("Builds and runs every test project, and ends with 'N passed, N failed, N skipped'")]
public sealed class TestTask(ILabEngine labEngine) : AsyncFrostingTask<HopguardContext>
{
    // More at once makes none of them faster: each uses several threads.
    private const int AtOnce = 2;

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        var root = Repository.FindRoot();
        var names = context.Options.List(OptionCatalogue.Tests);
        var projects = TestProject.Select(root, names);
        var run = new TestRun(root, context.Options.Text(OptionCatalogue.Filter));
        await run.BuildAsync(projects, all: names is null, context.Cancellation);

        var results = new List<TestResults>();
        void Report(TestResults result)
        {
            lock (results)
            {
                results.Add(result);
                context.Information("{0}", result.Describe());
            }
        }

        await RunWithoutLabAsync(run, projects, Report, context.Cancellation);
        await RunInLabAsync(run, projects, Report, line => context.Information("{0}", line), context.Cancellation);
        Conclude(context, results);
    }

    private static Task RunWithoutLabAsync(TestRun run, IEnumerable<TestProject> projects, Action<TestResults> report, CancellationToken cancellationToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(
            projects.Where(project => !project.NeedsLab), limits, async (project, token) => report(await run.RunAsync(project, TestRun.NoVariables, token)));
    }

    private async Task RunInLabAsync(
        TestRun run, IEnumerable<TestProject> projects, Action<TestResults> report, Action<string> log, CancellationToken cancellationToken)
    {
        var needing = projects.Where(project => project.NeedsLab).ToList();
        if (needing.Count == 0)
            return;

        await using var lab = await labEngine.StartAsync(log, cancellationToken);
        foreach (var project in needing)
            report(await run.RunAsync(project, lab.Variables, cancellationToken));
    }

    private static void Conclude(HopguardContext context, List<TestResults> results)
    {
        var (passed, failed, skipped) = (results.Sum(one => one.Passed), results.Sum(one => one.Failures.Count), results.Sum(one => one.Skipped));
        context.CloseWith($"{passed} passed, {failed} failed, {skipped} skipped");
        if (failed > 0)
            throw new HopguardException($"{failed} {(failed == 1 ? "test" : "tests")} failed");
        if (passed + skipped == 0)
            throw new HopguardException("No test ran", "Look at '--tests' and '--filter'");
    }
}
