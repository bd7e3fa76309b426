using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Restores;

/// <summary>The server that a copy is restored into: its own container on its own volume, beside the running deployment and published nowhere.</summary>
internal sealed class TrialServer(IContainerEngine engine, TrialEvidence trial, TargetServer target, string network, StepContext context)
{
    private const string Role = "trial";
    private const string RunLabel = "hopguard.run";
    private const long SharedMemory = 256L * 1024 * 1024;
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Stable = TimeSpan.FromMilliseconds(500);

    // Only for the load, and only on the command line: the server that is left behind runs without them. With minimal WAL the rows of a table go to disk once.
    private static readonly string[] LoadSettings =
    [
        "wal_level=minimal", "max_wal_senders=0", "max_wal_size=16GB", "checkpoint_timeout=1h", "autovacuum=off",
    ];

    /// <summary>Environment beside that of the target's service.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Subject of messages.</summary>
    public string Subject => $"trial '{trial.Name}'";

    /// <summary>Makes the volume, initialises it and starts the server with settings for loading.</summary>
    public async Task<ServerContainer> StartForLoadAsync(CancellationToken cancellationToken)
    {
        await RemoveAsync(cancellationToken);
        await engine.CreateVolumeAsync(trial.Volume, context.Labels(Role), cancellationToken);
        return await StartAsync(["postgres", .. LoadSettings.SelectMany(setting => new[] { "-c", setting })], cancellationToken);
    }

    /// <summary>Stops the server cleanly and starts it as the target version would.</summary>
    public async Task<ServerContainer> RestartAsync(CancellationToken cancellationToken)
    {
        await engine.StopAsync(trial.Container, StopPatience, cancellationToken);
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is not { ExitCode: 0 })
            throw new HopguardException($"PostgreSQL of {Subject} did not shut down cleanly");

        await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        return await StartAsync(["postgres"], cancellationToken);
    }

    /// <summary>Removes container and volume, which only ever held what can be restored again.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is { } container)
        {
            RequireOwn(container.Labels, $"Container '{trial.Container}'");
            await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        }

        if (await engine.FindVolumeAsync(trial.Volume, cancellationToken) is { } volume)
        {
            RequireOwn(volume.Labels, $"Volume '{trial.Volume}'");
            await engine.RemoveVolumeAsync(trial.Volume, cancellationToken);
        }
    }

    private async Task<ServerContainer> StartAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await engine.StartNewAsync(
            new ContainerSpec
            {
                Image = trial.Image,
                Name = trial.Container,
                Command = command,
                Environment = new Dictionary<string, string>(target.Environment.Concat(Variables).GroupBy(variable => variable.Key).Select(group => group.Last()), StringComparer.Ordinal),
                Mounts = [new ContainerMount("volume", trial.Volume, target.MountPath, ReadOnly: false)],
                Network = network,
                Labels = context.Labels(Role),
                SharedMemory = SharedMemory,
            },
            cancellationToken);
        return await new Readiness(engine, context.Clock).WaitAsync(trial.Container, Subject, context.Options.Patience, Stable, context.Progress, cancellationToken);
    }

    private void RequireOwn(IReadOnlyDictionary<string, string> labels, string subject)
    {
        if (labels.GetValueOrDefault(RunLabel) != context.RunId)
            throw new HopguardException($"{subject} exists and is not of this run", "Look at what it holds, then rename or remove it");
    }
}
