using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>Looks at a project's containers for their images and for the folders of the host that they write.</summary>
internal sealed class OutlineLookup(IContainerEngine engine)
{
    private const string RootOfHost = "/";

    public async Task<DeploymentOutline> LookAsync(Application application, string project, DeploymentSnapshot? before, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken);
        var databases = application.Stores.Values.Where(store => store.Kind == StoreKind.PostgreSql).Select(store => store.Service).ToHashSet(StringComparer.Ordinal);
        var images = containers.Select(container => (container.Service, container.ImageId)).OrderBy(IsOther)
            .Concat((before?.Services ?? []).Select(service => ((string?)service.Service, service.ImageId)).OrderBy(IsOther)).Select(image => image.ImageId);
        var folders = new List<string> { (await engine.DescribeAsync(cancellationToken)).RootFolder };
        foreach (var mount in containers.SelectMany(container => container.Mounts).Distinct())
            folders.AddRange(await FoldersOfAsync(mount, cancellationToken));

        return new DeploymentOutline([.. images.Distinct(StringComparer.Ordinal)], [.. folders.Distinct(StringComparer.Ordinal)]);

        bool IsOther((string? Service, string ImageId) image) => image.Service is null || !databases.Contains(image.Service);
    }

    // What a container sees of the whole host, as monitors do, or cannot write, is nobody's data folder.
    private async Task<IEnumerable<string>> FoldersOfAsync(ContainerMount mount, CancellationToken cancellationToken)
    {
        if (mount.Kind == "bind")
            return mount.ReadOnly || mount.Source == RootOfHost ? [] : [mount.Source];

        var volume = mount.Kind == "volume" ? await engine.FindVolumeAsync(mount.Source, cancellationToken) : null;
        return new[] { volume?.Folder, volume?.Options.GetValueOrDefault("device") }.Where(folder => folder?.StartsWith('/') == true).Cast<string>();
    }
}
