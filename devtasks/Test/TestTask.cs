using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Lab;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.Test;

/// <summary>Builds and runs the test projects, in lanes, while the engines for those that need one are made ready.</summary>
[TaskName("Test")]
[Category("Development")]
[TaskDescription("Builds and runs every test project, and ends with 'N passed, N failed, N skipped'")]
public sealed class TestTask : AsyncFrostingTask<HopguardContext>
{
    private const int SlowestShown = 10;

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        var clock = Stopwatch.StartNew();
        var root = Repository.FindRoot();
        var names = context.Options.List(OptionCatalogue.Tests);
        var projects = TestProject.Select(root, names);
        // Kubernetes takes minutes to build: who runs all tests gets those that need it once it is there, who names a project gets them at once.
        var all = TestJob.Of(projects);
        var leftOut = names is null && !await LabCluster.IsBuiltAsync(context.Cancellation) ? [.. all.Where(job => job.NeedsCluster)] : Array.Empty<TestJob>();
        var jobs = all.Except(leftOut).ToList();
        using var traces = new Traces();
        var run = new TestRun(root, context.Options.Text(OptionCatalogue.Filter), context.Options.IsSet(OptionCatalogue.Long), traces);
        await using var labs = Labs.Begin(jobs, Say, context.Cancellation);
        if (!context.Options.IsSet(OptionCatalogue.NoBuild))
            await run.BuildAsync(projects, all: names is null, context.Cancellation);
        Say(string.Create(CultureInfo.InvariantCulture, $"built after {clock.Elapsed.TotalSeconds:0.0} s"));

        var results = leftOut.Select(TestResults.NotRun).ToList();
        foreach (var job in leftOut)
            Say($"{job.Name}: not run, since the lab has no Kubernetes yet; './build.sh --target=Test --tests={job.Project.Name}' builds it once, in about four minutes");
        await new TestLanes(jobs, RunJobAsync).RunAsync(labs.Engines);
        IReadOnlyList<string> remains = [.. await labs.FindOrphanedToolsAsync(), .. await ClusterRemains.FindAsync(), .. traces.Find()];
        Say(Summarize(results, remains, clock.Elapsed));
        var (line, failure) = Judge(results, remains);
        context.CloseWith(line);
        if (failure is not null)
            throw failure;

        async Task RunJobAsync(TestJob job, IReadOnlyDictionary<string, string> variables)
        {
            var result = await run.RunAsync(job, variables, context.Cancellation);
            lock (results)
                results.Add(result);
            Say(result.Describe());
        }

        // All lanes speak.
        void Say(string text)
        {
            lock (clock)
                context.Information("{0}", text);
        }
    }

    /// <summary>The slowest tests, the time of all, and what is left behind.</summary>
    internal static string Summarize(IReadOnlyCollection<TestResults> results, IReadOnlyCollection<string> left, TimeSpan elapsed)
    {
        string[] lines =
        [
            "The slowest tests:", .. TestResults.Slowest(results, SlowestShown),
            string.Create(CultureInfo.InvariantCulture, $"Everything together took {elapsed.TotalSeconds:0} s"),
            .. left.Select(thing => $"left behind: {thing}"),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The last line of the output, and why the run has failed if it has.</summary>
    internal static (string Line, HopguardException? Failure) Judge(IReadOnlyCollection<TestResults> results, IReadOnlyCollection<string> left)
    {
        var (passed, failed, skipped) = (results.Sum(one => one.Passed), results.Sum(one => one.Failures.Count), results.Sum(one => one.Skipped));
        var failure = (passed, failed, left.Count) switch
        {
            (_, 1, _) => new HopguardException("1 test failed"),
            (_, > 1, _) => new HopguardException($"{failed} tests failed"),
            (0, 0, _) => new HopguardException("No test ran", "Look at '--tests' and '--filter'"),
            (_, _, > 0) => new HopguardException($"Tests left something behind: {string.Join(", ", left)}", "Let the test that made it remove it"),
            _ => null,
        };
        return ($"{passed} passed, {failed} failed, {skipped} skipped", failure);
    }
}
