using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP214: a release's compose files lack a store's volume, or the store's service does not mount it.</summary>
public sealed class StoreVolumeMissing : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP214",
        new("A release's compose files lack a store's volume, or the store's service does not mount it", "リリースの Compose ファイルにストアのボリュームがないか、ストアのサービスがマウントしていない"),
        new(
            "The service would start on a new, empty volume, or keep its data in the container, and look healthy.",
            "サービスは空の新しいボリュームで起動するか、コンテナー内にデータを持つことになり、正常に見えます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        foreach (var (store, service) in Stores(release, compose, application).Where(pair => pair.Store is { IsKept: true, Disposable: false }))
        {
            var declared = new RelatedPlace(store.Place, new("the store is declared here", "ストアの宣言"));
            var mounted = service.Mounts.Select(mount => mount.Volume).Where(volume => volume is not null).ToList();
            var (instead, japanese) = mounted.Count == 0 ? ("no volume", "ボリュームなし") : ($"'{string.Join("', '", mounted)}'", $"'{string.Join("', '", mounted)}'");
            if (store.Mount is not null)
            {
                if (FolderMissing(store, service, release) is { } message)
                    yield return At(service.Name.Place, message, declared);
            }
            else if (BoundInstead(store, service, release) is { } bound)
            {
                yield return At(service.Name.Place, bound, declared);
            }
            else if (!compose.Volumes.ContainsKey(store.Volume!))
            {
                yield return At(service.Name.Place, new(
                    $"Release {release.Version} has no volume '{store.Volume}', which holds store '{store.Name}' (service '{service.Name}' mounts {instead}); keep the volume's name, or declare two stores with 'until' and 'since'",
                    $"リリース {release.Version} には、ストア '{store.Name}' を保持するボリューム '{store.Volume}' がありません (サービス '{service.Name}' のマウント: {japanese})。ボリューム名を維持するか、'until' と 'since' を付けた二つのストアとして宣言してください"), declared);
            }
            else if (!mounted.Contains(store.Volume))
            {
                yield return At(service.Name.Place, new(
                    $"Service '{service.Name}' of release {release.Version} does not mount volume '{store.Volume}' of store '{store.Name}' (it mounts {instead}); correct the file, or 'service' of the store",
                    $"リリース {release.Version} のサービス '{service.Name}' は、ストア '{store.Name}' のボリューム '{store.Volume}' をマウントしていません (マウント: {japanese})。ファイルかストアの 'service' を修正してください"), declared);
            }
        }
    }

    // A service without any named volume keeps its data in a folder of the host, and no plan could bring it into a volume that the release does not have.
    private static Message? BoundInstead(Store store, ComposeService service, Release release) =>
        service.Mounts.Any(mount => mount.Volume is not null) || service.Mounts.FirstOrDefault(mount => mount is { HostPath: not null, IsReadOnly: false }) is not { } folder ? null : new(
            $"Release {release.Version} has no volume '{store.Volume}', which holds store '{store.Name}': service '{service.Name}' mounts folder '{folder.HostPath}' of the host; declare the store with 'mount: {folder.Target}' instead of 'volume'",
            $"リリース {release.Version} にはストア '{store.Name}' を保持するボリューム '{store.Volume}' がなく、サービス '{service.Name}' はホストのフォルダー '{folder.HostPath}' をマウントしています。'volume' の代わりに 'mount: {folder.Target}' でストアを宣言してください");

    private static Message? FolderMissing(Store store, ComposeService service, Release release) => StoreVolumes.MountOf(store, service) switch
    {
        null => new(
            $"Service '{service.Name}' of release {release.Version} mounts no folder of the host at '{store.Mount}', where store '{store.Name}' lies; correct the file, or 'mount' of the store",
            $"リリース {release.Version} のサービス '{service.Name}' は、ストア '{store.Name}' がある '{store.Mount}' にホストのフォルダーをマウントしていません。ファイルかストアの 'mount' を修正してください"),
        { Volume: { } volume } => new(
            $"Service '{service.Name}' of release {release.Version} mounts volume '{volume}' at '{store.Mount}', where store '{store.Name}' lies in a folder of the host; declare the store with 'volume: {volume}', or two stores with 'until' and 'since'",
            $"リリース {release.Version} のサービス '{service.Name}' は、ストア '{store.Name}' がホストのフォルダーにある '{store.Mount}' にボリューム '{volume}' をマウントしています。'volume: {volume}' でストアを宣言するか、'until' と 'since' を付けた二つのストアとして宣言してください"),
        _ => null,
    };
}
