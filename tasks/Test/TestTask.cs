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

        var (line, failure) = Judge(results);
        context.CloseWith(line);
        if (failure is not null)
            throw failure;
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

    /// <summary>The last line of the output, and why the run has failed if it has.</summary>
    internal static (string Line, HopguardException? Failure) Judge(IReadOnlyCollection<TestResults> results)
    {
        var (passed, failed, skipped) = (results.Sum(one => one.Passed), results.Sum(one => one.Failures.Count), results.Sum(one => one.Skipped));
        var failure = (passed, failed) switch
        {
            (_, 1) => new HopguardException("1 test failed"),
            (_, > 1) => new HopguardException($"{failed} tests failed"),
            (0, 0) => new HopguardException("No test ran", "Look at '--tests' and '--filter'"),
            _ => null,
        };
        return ($"{passed} passed, {failed} failed, {skipped} skipped", failure);
    }
}
