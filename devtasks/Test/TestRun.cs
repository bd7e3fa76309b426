using System.Diagnostics;
using Hopguard.Engine;
using Hopguard.Tasks;

namespace Hopguard.DevTasks.Test;

/// <summary>Builds test projects and runs them, each job in a process of its own.</summary>
/// <param name="root">The repository.</param>
/// <param name="filter">Which tests; null for all.</param>
/// <param name="isLong">Whether the long tests run as well.</param>
/// <param name="traces">What the processes are given so that what they leave is found.</param>
internal sealed class TestRun(string root, string? filter, bool isLong, Traces traces)
{
    /// <summary>The variable by which test processes know that the long tests run.</summary>
    public const string LongVariable = "HOPGUARD_LAB_LONG_TESTS";

    /// <summary>The configuration that the program itself is built in, so that nothing is built twice.</summary>
    public const string Configuration = "Release";

    /// <summary>No variables beyond those of this process.</summary>
    public static IReadOnlyDictionary<string, string> NoVariables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly string _results = Path.Combine(root, "TestResults", DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", null));

    /// <summary>Builds the solution, or with names the projects of these names alone.</summary>
    /// <exception cref="HopguardException">Something does not build; the message holds what the compiler says.</exception>
    public async Task BuildAsync(IReadOnlyList<TestProject> projects, bool all, CancellationToken cancellationToken)
    {
        foreach (var path in all ? [Path.Combine(root, Repository.Solution)] : projects.Select(project => project.Path))
        {
            string[] arguments = ["build", path, "-c", Configuration, "-v", "quiet", "-nologo", "-consoleLoggerParameters:NoSummary"];
            var built = await ChildProcess.RunAsync("dotnet", arguments, root, NoVariables, cancellationToken);
            if (built.ExitCode != 0)
                throw new HopguardException($"'{Path.GetFileName(path)}' does not build:{Environment.NewLine}{built.Output.Trim()}");
        }
    }

    /// <summary>Runs the tests of a job.</summary>
    /// <param name="job">The tests.</param>
    /// <param name="variables">Where they find an engine.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public async Task<TestResults> RunAsync(TestJob job, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var filters = new[] { filter, job.Filter }.OfType<string>().Select(one => $"({one})").ToList();
        string[] arguments =
        [
            "test", job.Project.Assembly, "--nologo", "--results-directory", _results, "--logger", $"trx;LogFileName={job.Name}.trx",
            .. filters.Count == 0 ? Array.Empty<string>() : ["--filter", string.Join('&', filters)],
        ];
        var ended = await ChildProcess.RunAsync("dotnet", arguments, root, traces.MarkedWith(isLong ? new Dictionary<string, string>(variables, StringComparer.Ordinal) { [LongVariable] = "1" } : variables), cancellationToken);
        return TestResults.Read(job.Name, Path.Combine(_results, job.Name + ".trx"), ended) with { Duration = watch.Elapsed };
    }
}
