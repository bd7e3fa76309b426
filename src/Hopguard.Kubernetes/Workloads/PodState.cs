using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>What a pod says about itself.</summary>
internal static class PodState
{
    /// <summary>The word for a pod that serves.</summary>
    public const string Running = "running";

    /// <summary>Whether it is on its way out, or over: evicted ones stay as a record.</summary>
    public static bool IsGoing(V1Pod pod) => pod.Metadata.DeletionTimestamp is not null || pod.Status?.Phase is "Failed" or "Succeeded";

    /// <summary>Whether it is ready to serve.</summary>
    public static bool IsReady(V1Pod pod) => !IsGoing(pod) && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>Its state in a word or two.</summary>
    public static string Of(V1Pod pod) => IsReady(pod) ? Running : pod.Metadata.DeletionTimestamp is not null ? "terminating" : Trouble(pod);

    /// <summary>Why it is not ready, in the cluster's own words.</summary>
    public static string Trouble(V1Pod pod)
    {
        if (pod.Status?.Reason is { Length: > 0 } reason)
            return reason;

        var statuses = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).ToList();
        if (statuses.Find(status => status.State?.Waiting?.Reason is { Length: > 0 } why && why is not "PodInitializing" and not "ContainerCreating") is { } waiting)
            return $"container '{waiting.Name}': {waiting.State.Waiting.Reason}";
        if (statuses.Find(status => status.State?.Terminated is { ExitCode: not 0 }) is { } ended)
            return $"container '{ended.Name}' ended with {ended.State.Terminated.ExitCode}";

        var condition = pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Status: "False", Type: "PodScheduled" })
            ?? pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Status: "False", Type: "ContainersReady" or "Ready" });
        return condition is null ? pod.Status?.Phase ?? "unknown" : (condition.Message ?? condition.Reason ?? "not ready").Split('\n')[0];
    }

    /// <summary>The image of a container of the pod; null where it has no such container.</summary>
    public static string? ImageOf(V1Pod pod, string container) => pod.Spec.Containers.FirstOrDefault(one => one.Name == container)?.Image;

    /// <summary>The id of what runs a container now; null where nothing does.</summary>
    public static string? RunningId(V1Pod pod, string container) =>
        pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == container) is { State.Running: not null } status ? status.ContainerID : null;
}
