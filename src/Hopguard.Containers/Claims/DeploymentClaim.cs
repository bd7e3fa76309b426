using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Claims;

namespace Hopguard.Containers.Claims;

/// <summary>
/// The claim on a deployment, which lies on its engine, so that it is seen from every path, state folder and host. A container of a fixed name reads an input
/// that this process holds open: the engine gives a name once, and ends the container when the process is gone, however it went. So no clock and no process id
/// has to be trusted. A volume of the same name says whose run is not over yet when nobody holds the claim.
/// </summary>
public sealed class DeploymentClaim : IDeploymentClaim
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan EngineTimeLimit = TimeSpan.FromSeconds(60);

    // A restart is often over sooner; longer silence is taken for a program that hangs.
    private static readonly TimeSpan SilenceBorne = TimeSpan.FromSeconds(3);
    private readonly ClaimHolding _holding;
    private readonly IContainerEngine _engine;
    private readonly TimeProvider _clock;
    private IHeldContainer _held;

    private DeploymentClaim(IContainerEngine engine, ClaimHolding holding, TimeProvider clock, HeldClaim held)
    {
        _engine = engine;
        _holding = holding;
        _clock = clock;
        (_held, Record) = (held.Container, held.Record);
    }

    /// <inheritdoc />
    public ClaimRecord Record { get; private set; }

    /// <inheritdoc />
    public Action<HopguardException, TimeSpan>? Awaits
    {
        get => _engine.Awaits;
        set => _engine.Awaits = value;
    }

    /// <inheritdoc />
    public bool IsOver { get; set; }

    /// <summary>Takes the claim on a project, for as long as this process lives and does not let it go.</summary>
    /// <param name="engine">The engine of the deployment.</param>
    /// <param name="record">Who takes it, for which project.</param>
    /// <param name="images">Images that the engine may have, by id, the best one first: one of them, or another of the engine's, must have the program <c>cat</c>.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">Somebody else holds it, and the message says who; or no image can hold it.</exception>
    public static async Task<DeploymentClaim> TakeAsync(
        IContainerEngine engine, ClaimRecord record, IReadOnlyList<string> images, TimeProvider clock, CancellationToken cancellationToken)
    {
        var holding = new ClaimHolding(engine, images, clock);
        var (held, other) = await holding.TryAsync(record, cancellationToken);
        return held is not null ? new DeploymentClaim(engine, holding, clock, held) : throw ClaimRefusal.Held(record, other, $"docker rm --force --volumes {record.Name}");
    }

    /// <inheritdoc />
    public async Task<ClaimRecord?> FindRunAsync(CancellationToken cancellationToken) =>
        await _engine.FindVolumeAsync(Record.Name, cancellationToken) is { } volume ? ClaimLabels.Read(volume.Labels) : null;

    /// <inheritdoc />
    public async Task KeepAsync(string runId, string planId, CancellationToken cancellationToken)
    {
        Record = Record with { RunId = runId, PlanId = planId };
        if (await FindRunAsync(cancellationToken) is { } kept && kept.RunId == runId && kept.StateId == Record.StateId && kept.StateFolder == Record.StateFolder)
            return;

        await ForgetAsync(cancellationToken);
        await _engine.CreateVolumeAsync(Record.Name, ClaimLabels.Of(Record), cancellationToken);
    }

    /// <inheritdoc />
    public Task ForgetAsync(CancellationToken cancellationToken) => _engine.RemoveVolumeAsync(Record.Name, cancellationToken);

    /// <inheritdoc />
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (!_held.Lost.IsCancellationRequested)
            return;

        await _held.DisposeAsync();
        var (held, other) = await TryAgainAsync(cancellationToken);
        (_held, Record) = held is not null ? (held.Container, held.Record) : throw ClaimRefusal.Lost(Record, other);
        if (Record.RunId.Length == 0)
            return;

        if (await FindRunAsync(cancellationToken) is { } kept && kept.StateId != Record.StateId)
            throw ClaimRefusal.Lost(Record, kept);

        await KeepAsync(Record.RunId, Record.PlanId, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => LetGoAsync().GetAwaiter().GetResult();

    private async Task LetGoAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            if (IsOver && !_held.Lost.IsCancellationRequested)
                await ForgetAsync(limit.Token);
        }
        catch (Exception trouble) when (trouble is HopguardException or OperationCanceledException)
        {
            // A note about a run that is over stands in nobody's way.
        }

        await _held.DisposeAsync();
    }

    // An engine that is being restarted does not answer for a while.
    private async Task<(HeldClaim? Held, ClaimRecord? Other)> TryAgainAsync(CancellationToken cancellationToken)
    {
        var (lost, isTold) = (_clock.GetTimestamp(), false);
        while (true)
        {
            try
            {
                return await _holding.TryAsync(Record, cancellationToken);
            }
            catch (HopguardException trouble) when (_clock.GetElapsedTime(lost) < EngineTimeLimit)
            {
                if (!isTold && _clock.GetElapsedTime(lost) >= SilenceBorne)
                {
                    isTold = true;
                    Awaits?.Invoke(trouble, EngineTimeLimit);
                }

                await Task.Delay(Pause, _clock, cancellationToken);
            }
        }
    }
}
