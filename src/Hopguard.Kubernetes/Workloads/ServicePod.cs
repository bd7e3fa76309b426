using Hopguard.Engine;
using Hopguard.Kubernetes.Connection;
using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>Finds the one pod in which something can be done for a service.</summary>
internal sealed class ServicePod(Cluster cluster)
{
    /// <summary>The one pod of a service that is ready and has its container.</summary>
    /// <exception cref="HopguardException">There is none, there are several, or it is not ready.</exception>
    public async Task<V1Pod> RequireAsync(ServiceWorkload workload, CancellationToken cancellationToken)
    {
        // What is wanted counts: pods of one that was scaled down just now are not on their way out yet.
        if (workload.Deployment.Spec.Replicas == 0)
            throw ScaledDown(workload);

        var pods = (await new PodList(cluster).ReadAsync(cancellationToken)).Where(pod => PodList.IsOf(workload.Deployment, pod) && !PodState.IsGoing(pod)).ToList();
        var pod = pods.Count switch
        {
            0 => throw None(workload),
            1 => pods[0],
            _ => throw Several(workload, pods),
        };
        if (PodState.ImageOf(pod, workload.Form.Container) is null)
            throw new HopguardException($"Pod '{pod.Metadata.Name}' has no container '{workload.Form.Container}'", $"Wait until its Deployment has replaced it: {Rollout(workload)}");
        if (!PodState.IsReady(pod))
        {
            throw new HopguardException(
                $"Pod '{pod.Metadata.Name}' of service '{workload.Service.Name}' is not ready: {PodState.Trouble(pod)}",
                $"See why with '{cluster.Endpoint.Kubectl($"describe pod {pod.Metadata.Name}")}', and type the same command again when it is");
        }

        return pod;
    }

    private HopguardException ScaledDown(ServiceWorkload workload) => new(
        $"Deployment '{workload.Name}' of service '{workload.Service.Name}' is scaled to 0, so it has no pod",
        $"Start it with '{cluster.Endpoint.Kubectl($"scale deployment {workload.Name} --replicas=1")}', and type the same command again");

    private HopguardException None(ServiceWorkload workload) => new(
        $"Deployment '{workload.Name}' of service '{workload.Service.Name}' has no pod",
        $"See why with '{cluster.Endpoint.Kubectl($"describe deployment {workload.Name}")}', and type the same command again when it has one");

    private HopguardException Several(ServiceWorkload workload, List<V1Pod> pods)
    {
        var what = $"Service '{workload.Service.Name}' has several pods: '{string.Join("', '", pods.Select(pod => pod.Metadata.Name).Order(StringComparer.Ordinal))}'";
        return workload.Deployment.Spec.Replicas is null or 1
            ? new HopguardException(what, $"Its Deployment is replacing one by another: wait for {Rollout(workload)}, then type the same command again")
            : new HopguardException(what, $"Leave one of them with '{cluster.Endpoint.Kubectl($"scale deployment {workload.Name} --replicas=1")}', and type the same command again");
    }

    private string Rollout(ServiceWorkload workload) => $"'{cluster.Endpoint.Kubectl($"rollout status deployment/{workload.Name}")}'";
}
