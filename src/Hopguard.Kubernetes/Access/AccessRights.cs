namespace Hopguard.Kubernetes.Access;

/// <summary>The rights that Hopguard needs on a cluster.</summary>
internal static class AccessRights
{
    private const string Apps = "apps";
    private const string Coordination = "coordination.k8s.io";

    /// <summary>The namespace by whose id clusters are told apart.</summary>
    public const string ClusterNamespace = "kube-system";

    /// <summary>To look.</summary>
    public static IReadOnlyList<AccessRight> ToLook { get; } =
    [
        new("get", string.Empty, "namespaces") { ClusterObject = ClusterNamespace },
        new("get", string.Empty, "namespaces"),
        new("list", Apps, "deployments"),
        new("list", string.Empty, "pods"),
        new("list", Coordination, "leases"),
    ];

    /// <summary>To run something.</summary>
    public static IReadOnlyList<AccessRight> ToRun { get; } =
    [
        .. ToLook,
        new("get", string.Empty, "pods"),
        new("get", Coordination, "leases"),
        new("create", Coordination, "leases"),
        new("update", Coordination, "leases"),
        new("delete", Coordination, "leases"),
        // A WebSocket begins as a GET, which older servers ask for and newer ones do not make do with.
        new("get", string.Empty, "pods") { Subresource = "exec" },
        new("create", string.Empty, "pods") { Subresource = "exec" },
    ];
}
