using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Containers.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Restores;

/// <summary>The server that a copy is restored into: its own container on its own volume, beside the running deployment and published nowhere.</summary>
internal sealed class TrialServer(IContainerEngine engine, TrialEvidence trial, TargetServer target, string network, StepContext context)
{
    private const string Role = "trial";
    private const string Prepared = "prepared server";
    private const string RunLabel = "hopguard.run";
    private const long SharedMemory = 256L * 1024 * 1024;

    // Only on the command line: as the store, the server runs without them. With minimal WAL the rows of a table go to disk once, and nothing writes by itself what is to
    // stay as it will be read.
    private static readonly string[] LoadSettings =
    [
        "wal_level=minimal", "max_wal_senders=0", "max_wal_size=16GB", "checkpoint_timeout=1h", "autovacuum=off",
    ];

    private readonly MadeVolumes _made = new(engine);

    /// <summary>Environment beside that of the target's service.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Subject of messages.</summary>
    public string Subject => $"trial '{trial.Name}'";

    /// <summary>The network that it joins: one of the store's own server, which may be stopped.</summary>
    /// <exception cref="HopguardException">That is on none.</exception>
    public static string NetworkOf(ContainerState container, string store) => container.Networks.FirstOrDefault()
        ?? throw new HopguardException($"Container '{container.Name}' of store '{store}' is on no network", "Connect it with 'docker network connect', then run the same command again");

    /// <summary>Makes the volume, initialises it and starts the server with settings for loading.</summary>
    public async Task<ServerContainer> StartForLoadAsync(CancellationToken cancellationToken)
    {
        await RemoveAsync(cancellationToken);
        await _made.CreateAsync(trial.Volume, target.Place, Role, context, cancellationToken);
        return await StartAsync(["postgres", .. LoadSettings.SelectMany(setting => new[] { "-c", setting })], cancellationToken);
    }

    /// <summary>Makes ready for the load before anything is there to load: volume, cluster and server. What is left of an earlier attempt is replaced.</summary>
    public async Task<ServerContainer> PrepareAsync(CancellationToken cancellationToken)
    {
        context.Memory.Remember(Prepared, string.Empty);
        var server = await StartForLoadAsync(cancellationToken);
        context.Memory.Remember(Prepared, PreparationOf(server.Container));
        return server;
    }

    /// <summary>Whether its container was made and ended by itself, which is the doing of its image or its settings and not of an engine that is busy.</summary>
    public async Task<bool> HasEndedAsync(CancellationToken cancellationToken) =>
        await engine.FindContainerAsync(trial.Container, cancellationToken) is { IsAlive: false, StartedAt: not null };

    /// <summary>The server that <see cref="PrepareAsync"/> left, where it still runs and is what is wanted now; once it was asked for, it counts as used. Else null.</summary>
    public async Task<ServerContainer?> FindPreparedAsync(CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(Prepared) is not { Length: > 0 } prepared)
            return null;

        context.Memory.Remember(Prepared, string.Empty);
        var found = await engine.FindContainerAsync(trial.Container, cancellationToken);
        return found is { Status: "running" } && PreparationOf(found) == prepared && IsAsWanted(found)
            ? await new Readiness(engine, context.Clock).WaitAsync(trial.Container, Subject, context.Options.StartupTimeout, context.Progress, cancellationToken)
            : null;
    }

    /// <summary>Removes container and volume, which only ever held what can be restored again.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (await HasVolumeAloneAsync(cancellationToken))
            await _made.RemoveAsync(trial.Volume, context, cancellationToken);
    }

    /// <summary>The same where nothing is to be put in its place: a volume that cannot be removed stays.</summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> TryRemoveAsync(CancellationToken cancellationToken) => !await HasVolumeAloneAsync(cancellationToken)
        || await _made.TryRemoveAsync(trial.Volume, $"volume of trial '{trial.Name}', which could not be removed", context, cancellationToken);

    // Removes the container; whether the volume is there, then.
    private async Task<bool> HasVolumeAloneAsync(CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(trial.Container, cancellationToken) is { } container)
        {
            RequireOwn(container.Labels, $"Container '{trial.Container}'");
            await engine.RemoveContainerAsync(trial.Container, cancellationToken);
        }

        if (await engine.FindVolumeAsync(trial.Volume, cancellationToken) is not { } volume)
            return false;

        RequireOwn(volume.Labels, $"Volume '{trial.Volume}'");
        return true;
    }

    private async Task<ServerContainer> StartAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await engine.StartNewAsync(
            new ContainerSpec
            {
                Image = trial.Image,
                Name = trial.Container,
                Command = command,
                Environment = Wanted(),
                Mounts = [new ContainerMount("volume", trial.Volume, target.MountPath, ReadOnly: false)],
                Network = network,
                Owner = context.Owner(Role),
                SharedMemory = SharedMemory,
            },
            cancellationToken);
        return await new Readiness(engine, context.Clock).WaitAsync(trial.Container, Subject, context.Options.StartupTimeout, context.Progress, cancellationToken);
    }

    private Dictionary<string, string> Wanted() =>
        new(target.Environment.Concat(Variables).GroupBy(variable => variable.Key).Select(group => group.Last()), StringComparer.Ordinal);

    // Which start of which container, made with which variables beside those of its service: no secret is among them.
    private string PreparationOf(ContainerState container) =>
        $"{container.Id} {container.StartedAt:O} {string.Join(' ', Variables.Select(variable => $"{variable.Key}={variable.Value}"))}";

    private bool IsAsWanted(ContainerState container) =>
        container.Image == trial.Image && Wanted().All(variable => container.Environment.GetValueOrDefault(variable.Key) == variable.Value)
        && container.Mounts.Any(mount => mount.Kind == "volume" && mount.Source == trial.Volume && mount.Target == target.MountPath);

    private void RequireOwn(IReadOnlyDictionary<string, string> labels, string subject)
    {
        if (labels.GetValueOrDefault(RunLabel) != context.RunId)
            throw new HopguardException($"{subject} exists and is not of this run", "Look at what it holds, then rename or remove it");
    }
}
