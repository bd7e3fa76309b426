using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Ports;
using Hopguard.Kubernetes.Access;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Workloads;
using Hopguard.Plans.Model;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Kubernetes.Deployments;

/// <summary>An installation that runs in a namespace of a cluster.</summary>
public sealed class ClusterDeployment(Cluster cluster, AccessCheck access, [FromKeyedServices(DeploymentKind.Kubernetes)] IDeploymentHost host) : IDeployment
{
    /// <inheritdoc />
    public async Task<string> FindProjectAsync(Application application, RunOptions options, CancellationToken cancellationToken) =>
        (await FindAsync(application, options.Project, cancellationToken)).Workload.Release;

    /// <inheritdoc />
    public Task<DeploymentOutline> OutlineAsync(Application application, string project, DeploymentSnapshot? before, CancellationToken cancellationToken) => Task.FromResult(new DeploymentOutline([], []));

    /// <inheritdoc />
    public async Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken)
    {
        var (workload, pod) = await FindAsync(application, options.Project, cancellationToken);
        var reading = await new InstalledVersion(cluster).ReadAsync(application, workload, pod, cancellationToken);
        return new WorkloadDetails
        {
            Namespace = cluster.Namespace,
            Service = workload.Service.Name,
            Workload = workload.Name,
            Pod = pod.Metadata.Name,
            Container = workload.Form.Container,
            Image = PodState.ImageOf(pod, workload.Form.Container)!,
        }.AddTo(new DeploymentSnapshot
        {
            Kind = DeploymentKind.Kubernetes,
            Project = workload.Release,
            Folder = options.DeploymentFolder,
            EngineId = await host.FindIdAsync(cancellationToken),
            Version = reading.Version ?? throw new HopguardException($"The installed version of project '{workload.Release}' is not known: {reading.Trouble}", reading.Remedy),
        });
    }

    /// <inheritdoc />
    public DeploymentContents ContentsOf(DeploymentSnapshot snapshot) => WorkloadDetails.Of(snapshot) is var details
        ? new DeploymentContents([new ServicePlace(details.Service, details.Pod, details.Image)], DeploymentContents.None.Stores)
        : DeploymentContents.None;

    /// <inheritdoc />
    public string? FindDifference(DeploymentSnapshot before, DeploymentSnapshot now)
    {
        var (then, here) = (WorkloadDetails.Of(before), WorkloadDetails.Of(now));
        return then.Image == here.Image ? null : $"Service '{then.Service}' does not run from the image it ran from before the upgrade ('{then.Image}')";
    }

    /// <inheritdoc />
    public async Task<VersionReading> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken)
    {
        try
        {
            var (workload, pod) = await FindAsync(application, project, cancellationToken);
            return await new InstalledVersion(cluster).ReadAsync(application, workload, pod, cancellationToken);
        }
        catch (HopguardException unready) when (!unready.IsEngineDown)
        {
            return VersionReading.None(unready.Message, unready.Remedy);
        }
    }

    private async Task<(ServiceWorkload Workload, V1Pod Pod)> FindAsync(Application application, string? release, CancellationToken cancellationToken)
    {
        await access.RequireAsync(cancellationToken);
        var workload = await new WorkloadLookup(cluster).FindAsync(application, application.Version.Service, release, cancellationToken);
        return (workload, await new ServicePod(cluster).RequireAsync(workload, cancellationToken));
    }
}
