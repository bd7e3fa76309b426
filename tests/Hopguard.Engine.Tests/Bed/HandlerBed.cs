using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>One handler with a deployment folder, a run folder and a memory of its own.</summary>
internal sealed class HandlerBed : StepMemory, IDisposable
{
    private readonly Dictionary<string, string> _memory = new(StringComparer.Ordinal);

    public HandlerBed()
    {
        RunFolder = new RunFolder(Folder["cvat.hopguard/runs/r1"]);
        RunFolder.Create();
        Options = new RunOptions { DeploymentFolder = Folder["cvat"] };
        Folder.Write("cvat/docker-compose.yml", "old");
    }

    public TempFolder Folder { get; } = TempFolder.InMemory();

    public RunFolder RunFolder { get; }

    public RunOptions Options { get; set; }

    /// <summary>A deployment's folder that the test has made already.</summary>
    public string? Elsewhere { get; init; }

    public IReadOnlyList<string> ComposeFiles { get; set; } = ["docker-compose.yml"];

    public Dictionary<string, StoreSnapshot> Stores { get; } = new(StringComparer.Ordinal);

    public Plans.Model.Plan Plan { get; set; } = TestBed.Hop();

    public List<string> Log { get; } = [];

    public List<StepProgress> Progress { get; } = [];

    public EvidenceStore Evidence => new(RunFolder);

    public StepContext Context => new()
    {
        RunId = "r1",
        Application = TestBed.Application,
        Plan = Plan,
        Options = Options,
        Before = new ContainerDetails
        {
            ComposeFiles = ComposeFiles,
            Services = [],
            Stores = Stores,
        }.AddTo(new DeploymentSnapshot
        {
            Project = "cvat",
            Folder = Elsewhere ?? Folder["cvat"],
            EngineId = "engine",
            Version = "2.2.0",
        }),
        Folder = RunFolder,
        Evidence = Evidence,
        Memory = this,
        Progress = new Listener(this),
        Log = Log.Add,
        Warn = Log.Add,
        Clock = new TestClock(),
    };

    public override string? Recall(string key) => _memory.GetValueOrDefault(key);

    public override void Remember(string key, string text) => _memory[key] = text;

    public void Forget() => _memory.Clear();

    public void Dispose() => Folder.Dispose();

    /// <summary>What the runner does: probe when in doubt, guard, execute.</summary>
    public async Task<StepOutcome> DoAsync(IStepHandler handler, Step step, bool inDoubt = false)
    {
        if (inDoubt && await handler.ProbeAsync(step, Context, default) is { IsDone: true } probe)
            return new StepOutcome.Done(probe.Summary);

        return (StepOutcome?)await handler.GuardAsync(step, Context, default) ?? await handler.ExecuteAsync(step, Context, default);
    }

    public Task<string> UndoAsync(IStepHandler handler, Step step) => handler.UndoAsync(step, Context, default);

    private sealed class Listener(HandlerBed bed) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => bed.Progress.Add(value);
    }
}
