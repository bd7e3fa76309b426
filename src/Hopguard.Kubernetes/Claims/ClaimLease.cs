using System.Text.Json;
using Hopguard.Engine.Claims;
using k8s.Models;

namespace Hopguard.Kubernetes.Claims;

/// <summary>A claim as a Lease: its holder renews it, and its annotations say who that is and which run is not over.</summary>
internal static class ClaimLease
{
    /// <summary>Asks for every claim in a namespace.</summary>
    public const string Selector = ManagerLabel + "=" + Manager;

    private const string ManagerLabel = "app.kubernetes.io/managed-by";
    private const string Manager = "hopguard";
    private const string HolderAnnotation = "hopguard.claim/holder";
    private const string RunAnnotation = "hopguard.claim/run";

    /// <summary>Who holds it, whether alive or not; null where nobody does.</summary>
    public static ClaimRecord? HolderOf(V1Lease lease) => string.IsNullOrEmpty(lease.Spec?.HolderIdentity) ? null : Read(lease, HolderAnnotation);

    /// <summary>The run that is not over; null where there is none.</summary>
    public static ClaimRecord? RunOf(V1Lease lease) => Read(lease, RunAnnotation);

    /// <summary>Whether somebody's name stands in it.</summary>
    public static bool IsHeld(V1Lease lease) => !string.IsNullOrEmpty(lease.Spec?.HolderIdentity);

    /// <summary>A claim that is held from now on.</summary>
    /// <param name="earlier">The Lease that is there, whose run is kept; null where there is none.</param>
    /// <param name="record">Who holds it.</param>
    /// <param name="identity">This process, unlike any other.</param>
    /// <param name="lapse">After how long a silence it counts as left.</param>
    /// <param name="now">The time, for people.</param>
    public static V1Lease Hold(V1Lease? earlier, ClaimRecord record, string identity, TimeSpan lapse, DateTime now)
    {
        var lease = earlier ?? new V1Lease { ApiVersion = "coordination.k8s.io/v1", Kind = "Lease", Metadata = new V1ObjectMeta { Name = record.Name } };
        lease.Metadata.Labels ??= new Dictionary<string, string>(StringComparer.Ordinal);
        lease.Metadata.Labels[ManagerLabel] = Manager;
        Annotate(lease, HolderAnnotation, record);
        lease.Spec ??= new V1LeaseSpec();
        lease.Spec.HolderIdentity = identity;
        lease.Spec.LeaseDurationSeconds = (int)lapse.TotalSeconds;
        (lease.Spec.AcquireTime, lease.Spec.RenewTime) = (now, now);
        lease.Spec.LeaseTransitions = (lease.Spec.LeaseTransitions ?? 0) + (earlier is null ? 0 : 1);
        return lease;
    }

    /// <summary>Says that nobody holds it any more.</summary>
    public static void LetGo(V1Lease lease)
    {
        lease.Metadata.Annotations?.Remove(HolderAnnotation);
        (lease.Spec.HolderIdentity, lease.Spec.AcquireTime, lease.Spec.RenewTime) = (null, null, null);
    }

    /// <summary>Writes down which run is not over.</summary>
    public static void Keep(V1Lease lease, ClaimRecord run) => Annotate(lease, RunAnnotation, run);

    /// <summary>Takes that away.</summary>
    public static void Forget(V1Lease lease) => lease.Metadata.Annotations?.Remove(RunAnnotation);

    private static void Annotate(V1Lease lease, string annotation, ClaimRecord record)
    {
        lease.Metadata.Annotations ??= new Dictionary<string, string>(StringComparer.Ordinal);
        lease.Metadata.Annotations[annotation] = JsonSerializer.Serialize(record);
    }

    private static ClaimRecord? Read(V1Lease lease, string annotation)
    {
        if (lease.Metadata.Annotations is not { } annotations || !annotations.TryGetValue(annotation, out var text))
            return null;

        try
        {
            return JsonSerializer.Deserialize<ClaimRecord>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
