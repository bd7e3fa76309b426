using System.Text.Json.Serialization;

namespace Hopguard.Docker.Volumes;

/// <summary>What is known about one entry of a volume: everything that a copy has to bring back.</summary>
/// <param name="Path">Relative to the volume's root, which itself is the empty path.</param>
/// <param name="Type"><c>file</c>, <c>folder</c>, <c>link</c> (symbolic), <c>hardlink</c>, <c>fifo</c>, <c>device</c>.</param>
/// <param name="Size">Bytes of a regular file.</param>
/// <param name="Mode">Permission bits, in octal.</param>
/// <param name="Uid">Numeric owner.</param>
/// <param name="Gid">Numeric group.</param>
/// <param name="Modified">Time of the last change, in whole seconds since 1970: the engine's streams carry no fractions.</param>
/// <param name="Target">Where a link leads to, or a device's numbers.</param>
/// <param name="Sha256">Hash of a regular file's content.</param>
/// <param name="Attributes">Extended attributes as the stream names them; null when there are none.</param>
public sealed record ManifestEntry(
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("mode")] string Mode,
    [property: JsonPropertyName("uid")] int Uid,
    [property: JsonPropertyName("gid")] int Gid,
    [property: JsonPropertyName("modified")] long Modified,
    [property: JsonPropertyName("target")] string? Target = null,
    [property: JsonPropertyName("sha256")] string? Sha256 = null,
    [property: JsonPropertyName("attributes")] string? Attributes = null);
