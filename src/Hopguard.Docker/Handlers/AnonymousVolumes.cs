using Hopguard.Containers.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Volumes without a name of their own. With its container nobody knows any more what such a volume is, and compose makes another one: what stays is at least named.</summary>
internal static class AnonymousVolumes
{
    private const string Remove = "docker volume rm";

    /// <summary>Those of a container, by where they are mounted: the engine lists mounts in another order every time.</summary>
    public static IReadOnlyList<string> Of(ContainerState container) =>
        [.. container.Mounts.Where(mount => mount.Kind == "volume" && mount.Source.Length == 64 && mount.Source.All(char.IsAsciiHexDigit))
            .OrderBy(mount => mount.Target, StringComparer.Ordinal).Select(mount => mount.Source)];

    /// <summary>Tells the report those of containers of the version that was found, before they are removed.</summary>
    public static void Name(IEnumerable<ContainerState> containers, StepContext context) =>
        Name(containers, container => $"anonymous volume of container '{container.Name}' as it was, which nothing uses any more", context);

    /// <summary>Tells the report those of containers of the version that is rolled back, before they are removed.</summary>
    public static void NameOfNewVersion(IEnumerable<ContainerState> containers, StepContext context) =>
        Name(containers, container => $"anonymous volume of container '{container.Name}' of the version that was rolled back, which nothing uses any more", context);

    private static void Name(IEnumerable<ContainerState> containers, Func<ContainerState, string> what, StepContext context)
    {
        foreach (var container in containers)
        {
            if (Of(container) is { Count: > 0 } volumes)
                context.Memory.KeepsUnused(what(container), volumes, Remove);
        }
    }
}
