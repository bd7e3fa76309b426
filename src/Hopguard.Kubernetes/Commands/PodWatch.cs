using Hopguard.Engine;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Workloads;
using k8s;
using k8s.Models;

namespace Hopguard.Kubernetes.Commands;

/// <summary>Watches the container in which a command runs: a connection that fell silent with its node does not say so.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="pod">The pod as it was when the command was begun.</param>
/// <param name="container">The container.</param>
/// <param name="clock">The clock.</param>
internal sealed class PodWatch(Cluster cluster, V1Pod pod, string container, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Ends when the command cannot run there any longer, and says why; never while it may.</summary>
    /// <exception cref="HopguardException">The API server does not answer any more.</exception>
    public async Task<string> WaitForLossAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Pause, clock, cancellationToken);
            if (await FindLossAsync(isOver: false, cancellationToken) is { } loss)
                return loss;
        }
    }

    /// <summary>Why the command cannot run there any longer; null where it may.</summary>
    /// <param name="isOver">Whether the command is no longer heard of, so that a pod on its way out took it along.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">The API server does not answer.</exception>
    public async Task<string?> FindLossAsync(bool isOver, CancellationToken cancellationToken)
    {
        var now = await cluster.FindAsync((client, token) => client.CoreV1.ReadNamespacedPodAsync(pod.Metadata.Name, cluster.Namespace, cancellationToken: token), cancellationToken);
        if (now is null || now.Metadata.Uid != pod.Metadata.Uid || (isOver && now.Metadata.DeletionTimestamp is not null))
            return $"pod '{pod.Metadata.Name}' was deleted";
        if (now.Status?.Phase is "Failed" or "Succeeded")
            return $"pod '{pod.Metadata.Name}' ended ({PodState.Trouble(now)})";

        return PodState.RunningId(now, container) is { } id && id != PodState.RunningId(pod, container) ? $"container '{container}' of pod '{pod.Metadata.Name}' was restarted" : null;
    }
}
