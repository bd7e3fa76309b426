using Hopguard.Engine.Claims;
using k8s.Models;

namespace Hopguard.Kubernetes.Claims;

/// <summary>
/// Takes the Lease of a claim, or finds out who was quicker. Clocks of hosts are not compared: a holder lives whose Lease changes while it is watched, and is gone when it was watched without a
/// change for as long as no living holder is silent.
/// </summary>
internal sealed class LeaseHolding(LeaseStore leases, TimeProvider clock)
{
    /// <summary>How often a holder renews.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>The silence after which a holder is gone: longer than it waits itself for a server that does not answer, before it begins nothing any more.</summary>
    public static readonly TimeSpan Lapse = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBeat = TimeSpan.FromSeconds(5);

    /// <summary>Holds the claim; when somebody else does, says who, as far as the Lease tells.</summary>
    /// <param name="record">Who holds it.</param>
    /// <param name="identity">This process, unlike any other.</param>
    /// <param name="isFirst">Whether this process has just taken the lock of the state folder: an earlier holder with the same folder must be gone then, for it gave up that lock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(V1Lease? Held, ClaimRecord? Other)> TryAsync(ClaimRecord record, string identity, bool isFirst, CancellationToken cancellationToken)
    {
        var watch = new LeaseWatch(clock);
        while (true)
        {
            var lease = await leases.FindAsync(record.Name, cancellationToken);
            if (lease is null)
            {
                if (await leases.TryCreateAsync(ClaimLease.Hold(null, record, identity, Lapse, Now), cancellationToken) is { } made)
                    return (made, null);
            }
            else if (IsLeft(lease, identity, watch) || (isFirst && ClaimLease.HolderOf(lease)?.StateId == record.StateId))
            {
                if (await leases.TryReplaceAsync(ClaimLease.Hold(lease, record, identity, Lapse, Now), cancellationToken) is { } taken)
                    return (taken, null);
            }
            else if (watch.HasChanged)
            {
                return (null, ClaimLease.HolderOf(lease));
            }

            await Task.Delay(Look, clock, cancellationToken);
        }
    }

    /// <summary>Whether the holder renews it while it is watched.</summary>
    public async Task<bool> IsAliveAsync(V1Lease seen, CancellationToken cancellationToken)
    {
        var watch = new LeaseWatch(clock);
        for (var lease = seen; lease is not null && ClaimLease.IsHeld(lease) && watch.SilenceOf(lease) < LongestBeat; lease = await leases.FindAsync(seen.Metadata.Name, cancellationToken))
        {
            if (watch.HasChanged)
                return true;

            await Task.Delay(Look, clock, cancellationToken);
        }

        return false;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static bool IsLeft(V1Lease lease, string identity, LeaseWatch watch) => !ClaimLease.IsHeld(lease) || lease.Spec.HolderIdentity == identity || watch.SilenceOf(lease) >= Lapse;

    private sealed class LeaseWatch(TimeProvider clock)
    {
        private string? _version;
        private long _since;

        /// <summary>Whether it was written since it was first seen.</summary>
        public bool HasChanged { get; private set; }

        /// <summary>For how long it has been as it is, as far as was seen.</summary>
        public TimeSpan SilenceOf(V1Lease lease)
        {
            if (_version != lease.Metadata.ResourceVersion)
            {
                HasChanged = _version is not null;
                (_version, _since) = (lease.Metadata.ResourceVersion, clock.GetTimestamp());
            }

            return clock.GetElapsedTime(_since);
        }
    }
}
