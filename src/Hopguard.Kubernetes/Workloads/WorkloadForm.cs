using Hopguard.Plans.Model;
using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>Holds Deployments against what an application's file says of its services.</summary>
internal static class WorkloadForm
{
    /// <summary>The newest form of the service that a Deployment has, labels and container; null where it has none.</summary>
    public static Workload? Of(Service service, V1Deployment deployment) => service.Workloads.Reverse().FirstOrDefault(form => HasLabels(form, deployment) && HasContainer(form, deployment));

    /// <summary>Whether pods of a Deployment have all labels of a form.</summary>
    public static bool HasLabels(Workload form, V1Deployment deployment) =>
        deployment.Spec.Template.Metadata?.Labels is { } labels && form.Labels.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);

    /// <summary>The form of a service in a version; null where the file has none.</summary>
    public static Workload? In(Service service, ReleaseVersion version) => service.Workloads.LastOrDefault(form => form.Since is null || form.Since <= version);

    /// <summary>The names of the containers of a Deployment's pods.</summary>
    public static IEnumerable<string> ContainersOf(V1Deployment deployment) => deployment.Spec.Template.Spec.Containers.Select(container => container.Name);

    private static bool HasContainer(Workload form, V1Deployment deployment) => ContainersOf(deployment).Contains(form.Container, StringComparer.Ordinal);
}
