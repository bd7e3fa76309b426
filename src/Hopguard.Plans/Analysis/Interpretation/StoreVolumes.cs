using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>The volumes and folders that services of a release mount, as its compose files say.</summary>
/// <param name="Release">The release.</param>
/// <param name="Compose">Its project; null where not all of the files that count are at hand: one that is missing may mount anything.</param>
internal sealed record StoreVolumes(Release? Release, ComposeProject? Compose)
{
    /// <summary>The service that serves a store; null where nothing is known of it.</summary>
    public ComposeService? ServiceOf(Store store) => Compose is not null && Compose.Services.TryGetValue(store.Service, out var service) ? service : null;

    /// <summary>What a service mounts that holds the store, by the application's file: its volume, or whatever is mounted where its folder is; null where there is no such mount.</summary>
    public static ComposeMount? MountOf(Store store, ComposeService service) =>
        service.Mounts.FirstOrDefault(mount => store.Volume is not null ? mount.Volume == store.Volume : mount.Target == store.Mount && mount.Source is not null);

    /// <summary>
    /// Whether the data of a store cannot lie in the volume or the folder that the application's file names: its service mounts that nowhere, or where its image keeps nothing.
    /// </summary>
    public bool IsElsewhere(Store store)
    {
        if (!store.IsKept || ServiceOf(store) is not { } service)
            return false;
        return MountOf(store, service) is not { } mount
            || (store.Kind == StoreKind.PostgreSql && service.Image is { } image && ComposeImage.Parse(image).IsOfficialPostgreSql && !PostgreSqlFolder.IsIn(mount.Target, Release!.PostgreSqlMajor, service));
    }
}
