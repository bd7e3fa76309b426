namespace Hopguard.Plans.Model;

/// <summary>How to read the installed version: an HTTP answer of a running container, checked against the tag of its image.</summary>
/// <param name="Service">The service asked.</param>
/// <param name="Port">The port inside the container.</param>
/// <param name="Path">The path of the request, with its leading slash.</param>
/// <param name="Field">The field of the JSON answer that holds the version.</param>
public sealed record VersionProbe(string Service, int Port, string Path, string Field);
