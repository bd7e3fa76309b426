using System.Diagnostics;
using Hopguard.Engine;

namespace Hopguard.Tasks.Test;

/// <summary>Builds test projects and runs them, each in a process of its own.</summary>
/// <param name="root">The repository.</param>
/// <param name="filter">Which tests; null for all.</param>
internal sealed class TestRun(string root, string? filter)
{
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
            var built = await ChildProcess.RunAsync(
                "dotnet", ["build", path, "-c", Configuration, "-v", "quiet", "-nologo", "-consoleLoggerParameters:NoSummary"], root, NoVariables, cancellationToken);
            if (built.ExitCode != 0)
                throw new HopguardException($"'{Path.GetFileName(path)}' does not build:{Environment.NewLine}{built.Output.Trim()}");
        }
    }

    /// <summary>Runs the tests of a project.</summary>
    public async Task<TestResults> RunAsync(TestProject project, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var trx = Path.Combine(_results, project.Name + ".trx");
        string[] arguments =
        [
            "test", project.Assembly, "--nologo", "--results-directory", _results, "--logger", $"trx;LogFileName={project.Name}.trx",
            .. filter is null ? Array.Empty<string>() : ["--filter", filter],
        ];
        var ended = await ChildProcess.RunAsync("dotnet", arguments, root, variables, cancellationToken);
        return TestResults.Read(project.Name, trx, ended) with { Duration = watch.Elapsed };
    }
}
