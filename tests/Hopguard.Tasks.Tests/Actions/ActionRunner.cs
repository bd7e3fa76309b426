using System.Diagnostics;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>
/// Runs actions as a runner of GitHub does: their repository unpacked outside of the workspace, inputs by expression, every step with files of its own for outputs and summary. The host is
/// not compiled but taken as it was built; everything else is real.
/// </summary>
public sealed class ActionRunner : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hopguard & action").FullName;
    private readonly RunnerMachine _machine;

    public ActionRunner()
    {
        foreach (var folder in new[] { "actions", "workspace", "temp" })
            Directory.CreateDirectory(In(folder));
        _machine = new RunnerMachine(_root);
        string[] unpack = ["-c", "cd \"$1\" && tar --create --exclude=bin --exclude=obj --exclude=.git --exclude=TestResults --exclude=artifacts . | tar --extract --directory=\"$2\"", "unpack", Program.Root, Repository];
        Directory.CreateDirectory(Repository);
        using var tar = Process.Start("bash", unpack);
        tar.WaitForExit();
    }

    /// <summary>The job's workspace.</summary>
    public string Workspace => In("workspace");

    /// <summary>How often the host was built.</summary>
    public int Builds => _machine.Builds;

    private string Repository => In("actions/owner/hopguard/v1");

    /// <summary>Runs an action.</summary>
    /// <param name="action">Its folder in the repository; empty for the root.</param>
    /// <param name="inputs">What the workflow gives it.</param>
    public async Task<Ran> RunAsync(string action, params (string Name, string Value)[] inputs)
    {
        var file = new CompositeAction(Path.Combine(Repository, action, "action.yml"));
        var given = inputs.ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal);
        given.Keys.Should().BeSubsetOf(file.Inputs.Keys);
        var steps = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        var ran = new Ran();
        foreach (var step in file.Steps)
        {
            if (ran.Code != 0 || !CompositeAction.Holds(step.Condition, Value))
                continue;
            if (step.Uses is { } other)
                ran.Used.Add(other.Split('@')[0]);
            else
                steps[step.Id!] = await RunStepAsync(file, step, Value, ran);
        }

        foreach (var output in file.Outputs)
            ran.Outputs[output.Key] = CompositeAction.Evaluate(output.Value["value"], Value);
        ran.Told = steps.GetValueOrDefault("run")?.Keys.ToList() ?? [];
        return ran;

        string Value(string path) => path.Split('.') switch
        {
            ["inputs", var name] => given.GetValueOrDefault(name) ?? file.Inputs[name].GetValueOrDefault("default") ?? string.Empty,
            ["steps", var id, "outputs", var name] => steps.GetValueOrDefault(id)?.GetValueOrDefault(name) ?? string.Empty,
            ["runner", "environment"] => Environment,
            _ => throw new InvalidOperationException($"'{path}' is not known to the runner of the tests"),
        };
    }

    /// <summary>Whose the machine is, in GitHub's words.</summary>
    public string Environment { get; set; } = "self-hosted";

    /// <summary>Whether the machine has an SDK.</summary>
    public bool HasSdk { get; set; } = true;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string In(string path) => Path.Combine(_root, path);

    private async Task<IReadOnlyDictionary<string, string>> RunStepAsync(CompositeAction file, CompositeAction.Step step, Func<string, string> value, Ran ran)
    {
        step.Shell.Should().Be("bash");
        var (script, output, summary) = (In("temp/step.sh"), In("temp/output"), In("temp/summary"));
        await File.WriteAllTextAsync(script, CompositeAction.Evaluate(step.Run!, value));
        await File.WriteAllTextAsync(output, string.Empty);
        await File.WriteAllTextAsync(summary, string.Empty);
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", script])
        {
            WorkingDirectory = Workspace,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, text) in Variables(file, output, summary).Concat(step.Environment.Select(pair => (pair.Key, CompositeAction.Evaluate(pair.Value, value)))))
            start.Environment[name] = text;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (log, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        ran.Code = process.ExitCode;
        ran.Log += await log + await error;
        ran.Summary += await File.ReadAllTextAsync(summary);
        return StepOutputs.Read(await File.ReadAllTextAsync(output));
    }

    private IEnumerable<(string Name, string Value)> Variables(CompositeAction file, string output, string summary) =>
    [
        ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("GITHUB_ACTION_PATH", file.Folder), ("GITHUB_WORKSPACE", Workspace), ("GITHUB_OUTPUT", output), ("GITHUB_STEP_SUMMARY", summary),
        ("RUNNER_TEMP", In("temp")), ("RUNNER_TOOL_CACHE", In("tools")), ("HOME", In("temp")), ("LANG", "C.UTF-8"), ("LC_ALL", ""),
        .. _machine.Variables(HasSdk),
    ];

    /// <summary>How an action ran.</summary>
    public sealed class Ran
    {
        /// <summary>What the step ended with that failed, or 0.</summary>
        public int Code { get; set; }

        /// <summary>Everything printed.</summary>
        public string Log { get; set; } = string.Empty;

        /// <summary>The summary.</summary>
        public string Summary { get; set; } = string.Empty;

        /// <summary>The actions of others that it used.</summary>
        public IList<string> Used { get; } = new List<string>();

        /// <summary>The outputs that the target told.</summary>
        public IReadOnlyList<string> Told { get; set; } = [];

        /// <summary>The action's outputs.</summary>
        public IDictionary<string, string> Outputs { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

        /// <summary>The lines that a runner obeys.</summary>
        public IEnumerable<string> Commands => Log.Split('\n').Select(line => line.TrimStart()).Where(line => line.StartsWith("::", StringComparison.Ordinal) || line.Contains("##[", StringComparison.Ordinal));
    }
}
