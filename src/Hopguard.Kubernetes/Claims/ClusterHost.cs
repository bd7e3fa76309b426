using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Kubernetes.Access;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Workloads;
using Hopguard.Plans.Model;
using k8s;

namespace Hopguard.Kubernetes.Claims;

/// <summary>A namespace of a cluster as what deployments run on.</summary>
public sealed class ClusterHost(Cluster cluster, AccessCheck access, TimeProvider clock) : IDeploymentHost
{
    /// <inheritdoc />
    /// <remarks>A namespace that was deleted and made again is another host: nothing of the deployment is in it any more.</remarks>
    public async Task<string> FindIdAsync(CancellationToken cancellationToken)
    {
        await access.RequireAsync(cancellationToken);
        var root = await cluster.AskAsync((client, token) => client.CoreV1.ReadNamespaceAsync(AccessRights.ClusterNamespace, cancellationToken: token), cancellationToken);
        return $"{root.Metadata.Uid}/{(await cluster.RequireNamespaceAsync(cancellationToken)).Metadata.Uid}";
    }

    /// <inheritdoc />
    public HopguardException Elsewhere(string runId, string begun, string now) => begun.Split('/')[0] == now.Split('/')[0]
        ? new HopguardException(
            $"Run '{runId}' belongs to a deployment in another namespace of cluster {cluster.Endpoint} than '{cluster.Namespace}', or that namespace was made anew since",
            "Give the namespace in which the run was begun with --namespace")
        : new HopguardException($"Run '{runId}' belongs to a deployment on another cluster than {cluster.Endpoint}", "Give the context with which the run was begun with --context");

    /// <inheritdoc />
    public async Task<ClaimState> FindClaimAsync(string? project, string deploymentFolder, CancellationToken cancellationToken)
    {
        await access.RequireAsync(cancellationToken);
        var folder = RealPath.Of(deploymentFolder);
        bool IsMeant(ClaimRecord? record) => record is not null && (project is null ? record.DeploymentFolder == folder : record.Project == project);

        var leases = new LeaseStore(cluster);
        var lease = (await leases.ListAsync(cancellationToken)).FirstOrDefault(lease => IsMeant(ClaimLease.RunOf(lease)) || IsMeant(ClaimLease.HolderOf(lease)));
        if (lease is null)
            return new ClaimState(null, null);

        var isAlive = await new LeaseHolding(leases, clock).IsAliveAsync(lease, cancellationToken);
        return new ClaimState(isAlive ? ClaimLease.HolderOf(lease) : null, ClaimLease.RunOf(lease));
    }

    /// <inheritdoc />
    public async Task<IDeploymentClaim> ClaimAsync(ClaimRecord record, IReadOnlyList<string> images, CancellationToken cancellationToken)
    {
        await access.RequireAsync(cancellationToken);
        return await LeaseClaim.TakeAsync(cluster, record, clock, cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>No step leaves any on a cluster yet.</remarks>
    public Task RemoveToolsAsync(string project, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<MadeObjects> FindMadeAsync(string project, string runId, CancellationToken cancellationToken) => Task.FromResult(new MadeObjects([], []));

    /// <inheritdoc />
    public Task<bool> HasAsync(string place, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc />
    public async Task<IReadOnlyList<LiveService>> ListServicesAsync(Application application, string project, CancellationToken cancellationToken)
    {
        var deployments = await new DeploymentList(cluster).ReadAsync(cancellationToken);
        var pods = await new PodList(cluster).ReadAsync(cancellationToken);
        var services = new List<LiveService>();
        foreach (var service in application.Services.Values.Where(service => !service.Workloads.IsEmpty))
        {
            foreach (var deployment in deployments.Where(deployment => ReleaseName.Of(deployment) == project))
            {
                if (WorkloadForm.Of(service, deployment) is { } form)
                    services.AddRange(pods.Where(pod => PodList.IsOf(deployment, pod)).Select(pod => new LiveService(service.Name, pod.Metadata.Name, PodState.Of(pod), PodState.ImageOf(pod, form.Container) ?? string.Empty)));
            }
        }

        return services;
    }
}
