using Hopguard.Containers.Ports;

namespace Hopguard.Docker.Targets;

/// <summary>Networks and volumes that the target's compose files call external are there: compose makes none of them, and would say so when the version before is down.</summary>
internal sealed class ExternalsPresent(IContainerEngine engine)
{
    /// <summary>What is wrong, one clause each.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(RenderedTarget target, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var name in External(target.Target, "networks", target.Target.Networks).Where(network => IsJoined(network.Key, target.Target)).Select(network => network.Value))
        {
            if (!await engine.HasNetworkAsync(name, cancellationToken))
                problems.Add($"network '{name}' is external in the target's compose files and does not exist (docker network create {name})");
        }

        foreach (var name in External(target.Target, "volumes", target.Target.Volumes).Select(volume => volume.Value).Where(volume => IsMounted(volume, target.Target)))
        {
            if (await engine.FindVolumeAsync(name, cancellationToken) is null)
                problems.Add($"volume '{name}' is external in the target's compose files and does not exist (docker volume create {name}, if it is to begin empty)");
        }

        return problems;
    }

    private static IEnumerable<KeyValuePair<string, string>> External(ComposeConfiguration target, string section, IReadOnlyDictionary<string, string> names) =>
        names.Where(name => bool.TryParse(target.Leaves.GetValueOrDefault($"{section}.{name.Key}.external"), out var isExternal) && isExternal).OrderBy(name => name.Key, StringComparer.Ordinal);

    // What no service uses compose does not look for.
    private static bool IsJoined(string network, ComposeConfiguration target) => target.Services.Keys.Select(service => $"services.{service}.networks.{network}")
        .Any(joined => target.Leaves.Keys.Any(leaf => leaf == joined || leaf.StartsWith(joined + ".", StringComparison.Ordinal)));

    private static bool IsMounted(string volume, ComposeConfiguration target) =>
        target.Services.Values.Any(service => service.Mounts.Any(mount => mount.Kind == "volume" && mount.Source == volume));
}
