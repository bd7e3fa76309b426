using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>What a deployment runs on. A step is done by what does it on that kind.</summary>
public enum DeploymentKind
{
    /// <summary>Containers of a compose project.</summary>
    Compose,

    /// <summary>Resources of a cluster.</summary>
    Kubernetes,

    /// <summary>Processes of a source tree, as developers start them.</summary>
    Development,
}

/// <summary>The words for kinds of deployments.</summary>
public static class DeploymentKinds
{
    /// <summary>Those in <c>application.yaml</c>.</summary>
    public static ImmutableSortedDictionary<string, DeploymentKind> Words { get; } = Enum.GetValues(typeof(DeploymentKind)).Cast<DeploymentKind>().ToImmutableSortedDictionary(Word, kind => kind, StringComparer.Ordinal);

    /// <summary>The word for a kind: <c>compose</c>.</summary>
    public static string Word(this DeploymentKind kind) => kind.ToString().ToLowerInvariant();
}
