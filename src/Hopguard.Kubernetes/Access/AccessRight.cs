using k8s.Models;

namespace Hopguard.Kubernetes.Access;

/// <summary>A right that a role may grant.</summary>
/// <param name="Verb">What is done: <c>get</c>.</param>
/// <param name="Group">The API group; empty for the core.</param>
/// <param name="Resource">What it is done to: <c>pods</c>.</param>
internal sealed record AccessRight(string Verb, string Group, string Resource)
{
    /// <summary>A part of the resource: <c>exec</c>; empty for the resource itself.</summary>
    public string Subresource { get; init; } = string.Empty;

    /// <summary>The one object that it is needed for, outside of the deployment's namespace; empty for any in the namespace.</summary>
    public string ClusterObject { get; init; } = string.Empty;

    /// <summary>The resource as a role writes it: <c>pods/exec</c>.</summary>
    public string ResourceInRole => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    /// <summary>As an operator reads it: <c>get pods/exec</c>.</summary>
    public override string ToString() => $"{Verb} {(Group.Length == 0 ? ResourceInRole : $"{ResourceInRole}.{Group}")}{(ClusterObject.Length == 0 ? string.Empty : $" '{ClusterObject}'")}";

    /// <summary>The question whether we have it.</summary>
    public V1SelfSubjectAccessReview Review(string deployment) => new()
    {
        ApiVersion = "authorization.k8s.io/v1",
        Kind = "SelfSubjectAccessReview",
        Spec = new V1SelfSubjectAccessReviewSpec
        {
            ResourceAttributes = new V1ResourceAttributes
            {
                Verb = Verb,
                Group = Group,
                Resource = Resource,
                Subresource = Subresource,
                NamespaceProperty = ClusterObject.Length == 0 ? deployment : string.Empty,
                Name = ClusterObject,
            },
        },
    };
}
