using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Kubernetes.Connection;
using Hopguard.Plans.Model;
using k8s.Models;

namespace Hopguard.Kubernetes.Workloads;

/// <summary>Finds what runs a service.</summary>
internal sealed class WorkloadLookup(Cluster cluster)
{
    /// <summary>The one Deployment that runs a service.</summary>
    /// <param name="application">The application.</param>
    /// <param name="name">The service.</param>
    /// <param name="release">The Helm release, or the Deployment, that is meant; null for the only one there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">There is none, or there are several.</exception>
    public async Task<ServiceWorkload> FindAsync(Application application, string name, string? release, CancellationToken cancellationToken)
    {
        if (!application.Services.TryGetValue(name, out var service) || service.Workloads.IsEmpty)
            throw new HopguardException($"Nothing says how service '{name}' of {application.Title} is found on a cluster", $"Add 'kubernetes' to the service in '{application.Path}'");

        var all = await new DeploymentList(cluster).ReadAsync(cancellationToken);
        var here = all.Where(deployment => service.Workloads.Any(form => WorkloadForm.HasLabels(form, deployment))).ToList();
        // The labels of an old chart are those of more than this service in a newer one.
        var newest = service.Workloads.LastOrDefault(form => here.Exists(deployment => WorkloadForm.HasLabels(form, deployment)));
        var found = here.Where(deployment => WorkloadForm.HasLabels(newest!, deployment)).ToList();
        if (found.Count == 0)
            throw None(service);

        var meant = release is null ? found : [.. found.Where(deployment => ReleaseName.Of(deployment) == release)];
        if (meant.Count == 0)
            throw new HopguardException($"Namespace '{cluster.Namespace}' has no release '{release}' with service '{name}', only '{NamesOf(found)}'", "Name one of them with --project");
        if (meant.Count > 1)
            throw Several(service, meant);

        return WorkloadForm.Of(service, meant[0]) is { } form ? new ServiceWorkload(service, meant[0], form) : throw NoContainer(service, newest!, meant[0]);
    }

    private HopguardException None(Service service) => new(
        $"Namespace '{cluster.Namespace}' of cluster {cluster.Endpoint} has no Deployment with labels '{service.Workloads[^1].Selector}', as service '{service.Name}' has",
        $"Name its namespace with --namespace; '{cluster.Endpoint.Kubectl($"get pods --all-namespaces --selector={ShellWord.Posix(service.Workloads[^1].Selector)}", isNamespaced: false)}' shows where there is one");

    private HopguardException Several(Service service, List<V1Deployment> found) => found.Select(ReleaseName.Of).Distinct(StringComparer.Ordinal).Count() > 1
        ? new HopguardException($"Service '{service.Name}' runs in several releases in namespace '{cluster.Namespace}': '{NamesOf(found)}'", "Name the one that is meant with --project")
        : new HopguardException(
            $"Several Deployments in namespace '{cluster.Namespace}' have the labels of service '{service.Name}': '{string.Join("', '", found.Select(one => one.Metadata.Name))}'",
            "Look which of them are no part of the application, and take the labels off those");

    private HopguardException NoContainer(Service service, Workload form, V1Deployment deployment) => new(
        $"Deployment '{deployment.Metadata.Name}' in namespace '{cluster.Namespace}' has the labels of service '{service.Name}' and no container '{form.Container}', only '{string.Join("', '", WorkloadForm.ContainersOf(deployment))}'",
        $"Look at it with '{cluster.Endpoint.Kubectl($"get deployment {deployment.Metadata.Name} --output=yaml")}', and correct 'kubernetes' of the service in the application's file if it is the right one");

    private static string NamesOf(IEnumerable<V1Deployment> found) => string.Join("', '", found.Select(ReleaseName.Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
