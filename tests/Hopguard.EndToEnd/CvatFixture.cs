using Hopguard.Lab;

namespace Hopguard.EndToEnd;

/// <summary>A CVAT of the lab, what it held before a test, and the commands that are typed at it. It is filled anew only where a test did not leave it as it was.</summary>
public sealed class CvatFixture : IAsyncLifetime
{
    private LabEngine _engine = null!;
    private LabDeployment? _cvat;
    private Holdings? _filled;
    private LabState _state = LabState.Unknown;

    /// <summary>The deployment.</summary>
    public LabDeployment Cvat => _cvat!;

    /// <summary>Where runs are kept.</summary>
    public string State => Cvat.Source + ".hopguard";

    /// <summary>Folder of the newest run.</summary>
    public string NewestRun => Directory.GetDirectories(Path.Combine(State, "runs")).Max(StringComparer.Ordinal)!;

    /// <summary>What the deployment held when the test began.</summary>
    internal Holdings Before { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        _cvat = await LabDeployment.CreateAsync(_engine, Directory.CreateTempSubdirectory("hopguard-end-to-end-").FullName, say: Console.Error.WriteLine);
        _state = LabState.Filled;
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_cvat is not null)
            await _cvat.DisposeAsync();

        await _engine.DisposeAsync();
    }

    /// <summary>Makes it 2.2.0 as it was filled, and notes down what it holds.</summary>
    public async Task ResetAsync()
    {
        if (_state != LabState.Filled)
            await Cvat.ResetAsync();

        _state = LabState.Unknown;
        _filled ??= await Holdings.OfAsync(Cvat);
        Before = await _filled.RenewedAsync(Cvat);
    }

    /// <summary>Says that the test leaves the deployment in that state, so that the next one can begin with it.</summary>
    internal void LeaveIn(LabState state) => _state = state;

    /// <summary>A command that upgrades the deployment.</summary>
    internal Typed Upgrade() => Target("UpgradeCvat").With("to", "2.3.0").With("source", Cvat.Archive.Path).With("source-sha256", Cvat.Archive.Sha256);

    /// <summary>A command about the deployment.</summary>
    internal Typed Target(string name) => new(Cvat.Engine.Environment, name, [new("deployment", Cvat.Source)]);

    /// <summary>Types the upgrade with more options, as <c>name=value</c>, and waits for its end.</summary>
    internal Task<HostResult> UpgradeAsync(params string[] more) => Upgrade().WithAll(more).RunAsync();

    /// <summary>Types the rollback.</summary>
    internal Task<HostResult> RollBackAsync(params string[] more) => Target("RollbackCvat").WithAll(more).RunAsync();

    /// <summary>Asks for the status.</summary>
    internal Task<HostResult> StatusAsync() => Target("StatusCvat").RunAsync();
}
