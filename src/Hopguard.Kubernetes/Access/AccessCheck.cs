using Hopguard.Engine;
using Hopguard.Kubernetes.Connection;
using k8s;

namespace Hopguard.Kubernetes.Access;

/// <summary>Asks for every right before anything is done with one: what is missing is told at once, and not one refusal after the other.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class AccessCheck(Cluster cluster)
{
    private bool _isDone;

    /// <summary>Refuses where a right is missing that the call needs; asked once.</summary>
    /// <exception cref="HopguardException">One is missing, the message lists all of them; or there is no such namespace.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (_isDone)
            return;

        var needed = cluster.OnlyLooks ? AccessRights.ToLook : AccessRights.ToRun;
        var granted = await Task.WhenAll(needed.Select(right => IsGrantedAsync(right, cancellationToken)));
        var missing = needed.Where((_, index) => !granted[index]).ToList();
        if (missing.Count > 0)
        {
            var endpoint = cluster.Endpoint;
            throw new HopguardException(
                $"Rights are missing in namespace '{endpoint.Namespace}' of cluster {endpoint}: {string.Join(", ", missing)}; nothing was changed",
                "Have somebody who may do so grant them, with the name of your user or service account in the place of <user>")
            { Commands = [.. RoleCommands.For(endpoint, needed, missing)] };
        }

        await cluster.RequireNamespaceAsync(cancellationToken);
        _isDone = true;
    }

    private async Task<bool> IsGrantedAsync(AccessRight right, CancellationToken cancellationToken) => (await cluster.AskAsync(
        (client, token) => client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(right.Review(cluster.Namespace), cancellationToken: token), cancellationToken)).Status.Allowed;
}
