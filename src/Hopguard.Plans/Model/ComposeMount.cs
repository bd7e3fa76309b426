using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>Something that a service mounts.</summary>
/// <param name="Volume">The named volume; null for a folder of the host and for a volume without a name.</param>
/// <param name="Target">The path inside the container, without a slash at its end.</param>
/// <param name="IsReadOnly">Whether the service can only read it.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record ComposeMount(string? Volume, string Target, bool IsReadOnly, SourcePlace Place)
{
    /// <summary>The folder or file of the host, as it is written but for a leading <c>./</c> and a slash at the end; null for a volume.</summary>
    public string? HostPath { get; init; }

    /// <summary>What outlives the container: the volume's name or the host's path; null for a volume without a name.</summary>
    public string? Source => Volume ?? HostPath;
}
