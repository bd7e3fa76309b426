using Hopguard.Engine.Formatting;
using Hopguard.Kubernetes.Connection;
using k8s;
using k8s.Models;

namespace Hopguard.Kubernetes.Access;

/// <summary>The command lines that grant rights, each to be pasted.</summary>
internal static class RoleCommands
{
    private const string Role = "hopguard";

    /// <summary>Those that grant what is missing, and one that says whether the first of it is there.</summary>
    /// <param name="endpoint">The cluster.</param>
    /// <param name="needed">All rights that are needed: a role that was granted before is replaced as a whole.</param>
    /// <param name="missing">Those that are missing.</param>
    public static IEnumerable<string> For(ClusterEndpoint endpoint, IReadOnlyList<AccessRight> needed, IReadOnlyList<AccessRight> missing)
    {
        if (missing.Any(right => right.ClusterObject.Length == 0))
        {
            yield return $"echo '{RoleOf(endpoint.Namespace, needed.Where(right => right.ClusterObject.Length == 0))}' | {endpoint.Kubectl("apply --filename=-")}";
            yield return endpoint.Kubectl($"create rolebinding {Role} --role={ShellWord.Posix(Role)} --user=<user>");
        }

        foreach (var right in missing.Where(right => right.ClusterObject.Length > 0))
        {
            var name = $"{Role}-{right.ClusterObject}";
            yield return endpoint.Kubectl($"create clusterrole {name} --verb={ShellWord.Posix(right.Verb)} --resource={ShellWord.Posix(right.ResourceInRole)} --resource-name={ShellWord.Posix(right.ClusterObject)}", isNamespaced: false);
            yield return endpoint.Kubectl($"create clusterrolebinding {name} --clusterrole={ShellWord.Posix(name)} --user=<user>", isNamespaced: false);
        }

        yield return $"to check:     {Check(endpoint, missing[0])}";
    }

    private static string Check(ClusterEndpoint endpoint, AccessRight right) => endpoint.Kubectl(
        $"auth can-i {right.Verb} {right.ResourceInRole}{(right.Group.Length == 0 ? string.Empty : "." + right.Group)}{(right.ClusterObject.Length == 0 ? string.Empty : "/" + right.ClusterObject)}", isNamespaced: right.ClusterObject.Length == 0);

    // JSON is YAML as well, and fits one line.
    private static string RoleOf(string ns, IEnumerable<AccessRight> rights) => KubernetesJson.Serialize(new V1Role
    {
        ApiVersion = "rbac.authorization.k8s.io/v1",
        Kind = "Role",
        Metadata = new V1ObjectMeta { Name = Role, NamespaceProperty = ns },
        Rules = [.. rights.GroupBy(right => (right.Group, right.ResourceInRole)).Select(rule => new V1PolicyRule { ApiGroups = [rule.Key.Group], Resources = [rule.Key.ResourceInRole], Verbs = [.. rule.Select(right => right.Verb)] })],
    });
}
