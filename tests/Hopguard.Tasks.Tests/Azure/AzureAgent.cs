using System.Diagnostics;
using Hopguard.DevTasks.PackAzureExtension;
using Hopguard.Tasks.Tests.Actions;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Azure;

/// <summary>Runs tasks as an agent of Azure Pipelines does: each from the folder that the extension delivers, inputs in variables, logging commands read from what it prints.</summary>
public sealed class AzureAgent : IAsyncLifetime
{
    // Takes the place of the program: writes down what it was given, prints what a test wants, and waits for a signal where that is tested.
    private const string Recorder = """
        #!/usr/bin/env bash
        [[ ${1:-} != --version ]] || exit 0
        printf '%s\0' "$@" >"$RECORD"
        sleep "${SLEEP:-0}"
        printf '%s' "${PRINT:-}"
        if [[ -n ${WAIT:-} ]]; then
          trap 'echo "to continue: ./build.sh --target=UpgradeCvat"; exit 143' TERM INT
          echo waiting
          for ((i = 0; i < 300; i++)); do sleep 0.1; done
        fi
        echo "state<<end" >>"$GITHUB_OUTPUT"
        printf 'open\n##vso[task.complete]\nend\n' >>"$GITHUB_OUTPUT"
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("hopguard & agent").FullName;
    private RunnerMachine _machine = null!;

    /// <summary>The sources of the job.</summary>
    public string Sources => In("s");

    /// <summary>The tasks as the extension holds them.</summary>
    internal AzureExtension Extension => new(Program.Root, Folder);

    /// <summary>Where they lie.</summary>
    public string Folder => In("extension");

    public async Task InitializeAsync()
    {
        foreach (var folder in new[] { "s", "temp", "home" })
            Directory.CreateDirectory(In(folder));
        _machine = new RunnerMachine(_root);
        await Extension.StageAsync(CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs a task with the program.</summary>
    public Task<Ran> RunAsync(string task, params (string Name, string Value)[] inputs) => EndAsync(Start(task, In("tools"), [], inputs));

    /// <summary>Runs a task on a machine that has neither SDK nor host.</summary>
    public Task<Ran> RunWithoutSdkAsync(string task, string culture) => EndAsync(Start(task, In("no-tools"), [.. _machine.Variables(hasSdk: false), ("SYSTEM_CULTURE", culture)], []));

    /// <summary>Runs a task with the recorder in the place of the program, and gives the arguments that reached it.</summary>
    public async Task<(Ran Ran, IReadOnlyList<string> Arguments)> RecordAsync(string task, IEnumerable<(string Name, string Value)> variables, params (string Name, string Value)[] inputs)
    {
        var ran = await EndAsync(await StartRecorderAsync(task, variables, inputs));
        return (ran, File.Exists(In("record")) ? File.ReadAllText(In("record")).Split('\0', StringSplitOptions.RemoveEmptyEntries) : []);
    }

    /// <summary>Starts a task with the recorder.</summary>
    public async Task<Process> StartRecorderAsync(string task, IEnumerable<(string Name, string Value)> variables, params (string Name, string Value)[] inputs)
    {
        File.Delete(In("record"));
        if (!Directory.Exists(In("recorder")))
            await PutRecorderAsync();
        return Start(task, In("recorder"), [("RECORD", In("record")), .. variables], inputs);
    }

    /// <summary>Waits for its end.</summary>
    public static async Task<Ran> EndAsync(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
            return new Ran(process.ExitCode, await output + await error);
        }
    }

    // Where the script looks for a host of this content, which it tells itself.
    private async Task PutRecorderAsync()
    {
        Directory.CreateDirectory(In("unpacked"));
        await new Lab.LabCommand("tar", "-xzf", Path.Combine(Folder, "StatusCvat/hopguard.tar.gz"), "-C", In("unpacked")).RunAsync();
        await new Lab.LabCommand("bash", In("unpacked/tasks/action.sh"), "prepare")
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["RUNNER_TOOL_CACHE"] = In("recorder"), ["GITHUB_OUTPUT"] = In("prepared") },
        }.RunAsync();
        var host = StepOutputs.Read(await File.ReadAllTextAsync(In("prepared")))["folder"];
        Directory.CreateDirectory(host);
        await File.WriteAllTextAsync(Path.Combine(host, "build.sh"), Recorder);
        await new Lab.LabCommand("chmod", "+x", Path.Combine(host, "build.sh")).RunAsync();
    }

    private Process Start(string task, string tools, IReadOnlyList<(string Name, string Value)> variables, (string Name, string Value)[] inputs)
    {
        // Whoever runs the tests in the background hands ignored signals down.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM,HUP", "node", Path.Combine(Folder, task, "index.js")])
        {
            WorkingDirectory = Path.Combine(Folder, task),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables(tools).Concat(variables).Concat(inputs.Select(input => ($"INPUT_{input.Name.ToUpperInvariant()}", input.Value))))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private IEnumerable<(string Name, string Value)> Variables(string tools) =>
    [
        ("TF_BUILD", "True"), ("AGENT_TEMPDIRECTORY", In("temp")), ("AGENT_TOOLSDIRECTORY", tools), ("SYSTEM_DEFAULTWORKINGDIRECTORY", Sources), ("BUILD_SOURCESDIRECTORY", Sources),
        ("HOME", In("home")), ("LANG", "C.UTF-8"), ("LC_ALL", ""), .. _machine.Variables(hasSdk: true),
    ];

    private string In(string path) => Path.Combine(_root, path);

    /// <summary>How a task ran.</summary>
    /// <param name="Code">What its process ended with, which says nothing.</param>
    /// <param name="Log">Everything printed.</param>
    public sealed record Ran(int Code, string Log)
    {
        /// <summary>What an agent obeys, without what only shows in a log of everything.</summary>
        public IReadOnlyList<LoggingCommand> Commands { get; } = [.. Log.Split('\n').Select(LoggingCommand.In).OfType<LoggingCommand>().Where(command => command.Name != "task.debug")];

        /// <summary>The result that the task told last.</summary>
        public string? Result => Commands.LastOrDefault(command => command.Name == "task.complete")?.Property("result");

        /// <summary>The output variables.</summary>
        public IReadOnlyDictionary<string, string> Outputs => Commands.Where(command => command.Name == "task.setvariable" && command.Property("isOutput") == "true")
            .ToDictionary(command => command.Property("variable")!, command => command.Message, StringComparer.Ordinal);

        /// <summary>The issues of a type.</summary>
        public IEnumerable<LoggingCommand> Issues(string type) => Commands.Where(command => command.Name is "task.logissue" or "task.issue" && command.Property("type") == type);

        /// <summary>The pages for the summary of the job, in order.</summary>
        public IEnumerable<string> Pages => Commands.Where(command => command.Name == "task.uploadsummary").Select(command => File.ReadAllText(command.Message));
    }
}
