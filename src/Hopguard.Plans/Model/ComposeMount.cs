using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Model;

/// <summary>Something that a service mounts.</summary>
/// <param name="Volume">The named volume; null for a folder of the host and for a volume without a name.</param>
/// <param name="Target">The path inside the container, without a slash at its end.</param>
/// <param name="IsReadOnly">Whether the service can only read it.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record ComposeMount(string? Volume, string Target, bool IsReadOnly, SourcePlace Place);
