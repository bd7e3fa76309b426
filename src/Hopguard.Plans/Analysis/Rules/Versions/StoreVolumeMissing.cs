using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.StoreVolumeMissing" />
public sealed class StoreVolumeMissing : ReleaseRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.StoreVolumeMissing;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        foreach (var (store, service) in Stores(release, compose, application).Where(pair => pair.Store is { Volume: not null, Disposable: false }))
        {
            var declared = new RelatedPlace(store.Place, new("the store is declared here", "ストアの宣言"));
            var mounted = service.Mounts.Select(mount => mount.Volume).Where(volume => volume is not null).ToList();
            var (instead, japanese) = mounted.Count == 0 ? ("no volume", "ボリュームなし") : ($"'{string.Join("', '", mounted)}'", $"'{string.Join("', '", mounted)}'");
            if (!compose.Volumes.ContainsKey(store.Volume!))
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
}
