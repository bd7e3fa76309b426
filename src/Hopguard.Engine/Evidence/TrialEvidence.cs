namespace Hopguard.Engine.Evidence;

/// <summary>A trial: a copy restored side by side, on a server of its own. Saved as <c>&lt;name&gt;.trial.json</c> before its volume is made.</summary>
/// <param name="Name">The trial's name in the plan.</param>
/// <param name="Store">The store whose copy it holds.</param>
/// <param name="Copy">The copy restored.</param>
/// <param name="Container">The trial server's container.</param>
/// <param name="Volume">The trial's volume.</param>
/// <param name="Image">The server's image.</param>
/// <param name="Major">The server's major version.</param>
public sealed record TrialEvidence(string Name, string Store, string Copy, string Container, string Volume, string Image, int Major)
{
    /// <summary>The system identifier of the cluster that the copy was restored into; null until it was.</summary>
    public string? Cluster { get; init; }

    /// <summary>The file a trial of that name is saved under.</summary>
    public static string FileName(string trial) => trial + ".trial.json";
}
