using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Kubernetes.Connection;
using k8s.Models;

namespace Hopguard.Kubernetes.Claims;

/// <summary>
/// The claim on a deployment, which lies in its namespace, so that it is seen from every path, state folder and host. This process renews it as long as it lives, and asks before each step whether
/// it still has it.
/// </summary>
internal sealed class LeaseClaim : IDeploymentClaim
{
    private readonly Cluster _cluster;
    private readonly LeaseStore _leases;
    private readonly LeaseHolding _holding;
    private readonly TimeProvider _clock;
    private readonly string _identity;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beats;
    private V1Lease _lease;
    private bool _isLost;
    private bool _isLetGo;

    private LeaseClaim(Cluster cluster, LeaseStore leases, LeaseHolding holding, TimeProvider clock, ClaimRecord record, string identity, V1Lease lease)
    {
        (_cluster, _leases, _holding, _clock, _identity, _lease, Record) = (cluster, leases, holding, clock, identity, lease, record);
        _beats = BeatAsync();
    }

    /// <inheritdoc />
    public ClaimRecord Record { get; private set; }

    /// <inheritdoc />
    public Action<HopguardException, TimeSpan>? Awaits
    {
        get => _cluster.Awaits;
        set => _cluster.Awaits = value;
    }

    /// <inheritdoc />
    public bool IsOver { get; set; }

    /// <summary>Takes the claim.</summary>
    /// <exception cref="HopguardException">Somebody else holds it, and the message says who.</exception>
    public static async Task<LeaseClaim> TakeAsync(Cluster cluster, ClaimRecord record, TimeProvider clock, CancellationToken cancellationToken)
    {
        var leases = new LeaseStore(cluster);
        var holding = new LeaseHolding(leases, clock);
        var identity = $"{record.StateId}/{Guid.NewGuid():N}";
        var (held, other) = await holding.TryAsync(record, identity, isFirst: true, cancellationToken);
        return held is not null
            ? new LeaseClaim(cluster, leases, holding, clock, record, identity, held)
            : throw ClaimRefusal.Held(record, other, cluster.Endpoint.Kubectl($"delete lease {record.Name}"));
    }

    /// <inheritdoc />
    public async Task<ClaimRecord?> FindRunAsync(CancellationToken cancellationToken) =>
        await _leases.FindAsync(Record.Name, cancellationToken) is { } lease ? ClaimLease.RunOf(lease) : null;

    /// <inheritdoc />
    public async Task KeepAsync(string runId, string planId, CancellationToken cancellationToken)
    {
        Record = Record with { RunId = runId, PlanId = planId };
        await RequireAsync(cancellationToken);
        await WriteAsync(lease => ClaimLease.Keep(lease, Record), cancellationToken);
    }

    /// <inheritdoc />
    public Task ForgetAsync(CancellationToken cancellationToken) => WriteAsync(ClaimLease.Forget, cancellationToken);

    /// <inheritdoc />
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        // Not what the last beat said: between it and now somebody may have taken the Lease for left.
        if (!await TryWriteAsync(static _ => { }, cancellationToken))
            await TakeAgainAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => LetGoAsync().GetAwaiter().GetResult();

    private async Task TakeAgainAsync(CancellationToken cancellationToken)
    {
        var (held, other) = await _holding.TryAsync(Record, _identity, isFirst: false, cancellationToken);
        if (held is null)
            throw ClaimRefusal.Lost(Record, other);

        await WithTurnAsync(() => Task.FromResult((_lease, _isLost) = (held, false)), cancellationToken);
        if (Record.RunId.Length == 0)
            return;
        if (ClaimLease.RunOf(held) is { } kept && kept.StateId != Record.StateId)
            throw ClaimRefusal.Lost(Record, kept);

        await WriteAsync(lease => ClaimLease.Keep(lease, Record), cancellationToken);
    }

    private async Task WriteAsync(Action<V1Lease> change, CancellationToken cancellationToken)
    {
        if (!await TryWriteAsync(change, cancellationToken))
            throw ClaimRefusal.Lost(Record, await _leases.FindAsync(Record.Name, cancellationToken) is { } lease ? ClaimLease.HolderOf(lease) : null);
    }

    /// <summary>Renews the Lease with a change of it; false where it is no longer ours.</summary>
    private Task<bool> TryWriteAsync(Action<V1Lease> change, CancellationToken cancellationToken) => WithTurnAsync(async () =>
    {
        while (!_isLost)
        {
            change(_lease);
            _lease.Spec.RenewTime = _clock.GetUtcNow().UtcDateTime;
            if (await _leases.TryReplaceAsync(_lease, cancellationToken) is { } written)
            {
                _lease = written;
                return true;
            }

            // Written by somebody else, or by an attempt of ours whose answer was lost.
            if (await _leases.FindAsync(Record.Name, cancellationToken) is { } now && now.Spec?.HolderIdentity == _identity)
                _lease = now;
            else
                _isLost = true;
        }

        return false;
    }, cancellationToken);

    private async Task<T> WithTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LeaseHolding.Beat, _clock, _end.Token);
                try
                {
                    await TryWriteAsync(static _ => { }, _end.Token);
                }
                catch (HopguardException)
                {
                    // Whoever begins the next step asks again, and is told.
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
    }

    private async Task LetGoAsync()
    {
        if (_isLetGo)
            return;

        _isLetGo = true;
        await _end.CancelAsync();
        await _beats;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            if (await _leases.FindAsync(Record.Name, limit.Token) is { } lease && lease.Spec?.HolderIdentity == _identity)
            {
                if (IsOver)
                    ClaimLease.Forget(lease);
                ClaimLease.LetGo(lease);
                await (ClaimLease.RunOf(lease) is null ? _leases.TryDeleteAsync(lease, limit.Token) : _leases.TryReplaceAsync(lease, limit.Token));
            }
        }
        catch (Exception trouble) when (trouble is HopguardException or OperationCanceledException)
        {
            // It is seen to be left when nobody renews it.
        }

        _turn.Dispose();
        _end.Dispose();
    }
}
