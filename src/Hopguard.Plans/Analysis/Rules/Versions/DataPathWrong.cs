using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.DataPathWrong" />
public sealed class DataPathWrong : ReleaseRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.DataPathWrong;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        foreach (var (store, service) in Stores(release, compose, application).Where(pair => pair.Store is { Kind: StoreKind.PostgreSql, IsKept: true }))
        {
            if (service.Image is not { } image || ComposeImage.Parse(image) is not { IsOfficialPostgreSql: true } parsed)
                continue;

            var major = parsed.PostgreSqlMajor ?? release.PostgreSqlMajor;
            foreach (var mount in service.Mounts.Where(mount => mount == StoreVolumes.MountOf(store, service) && !PostgreSqlFolder.IsIn(mount.Target, major, service)))
            {
                var wanted = PostgreSqlFolder.MountOf(major);
                yield return At(
                    mount.Place,
                    new(
                        $"{(mount.Volume is null ? "Folder" : "Volume")} '{mount.Source}' is mounted at '{mount.Target}', where image '{image}' does not keep its data; mount it at '{wanted}'",
                        $"{(mount.Volume is null ? "フォルダー" : "ボリューム")} '{mount.Source}' は '{mount.Target}' にマウントされていますが、イメージ '{image}' はそこにデータを置きません。'{wanted}' にマウントしてください"),
                    new RelatedPlace(image.Place, new("the image is named here", "イメージの指定")));
            }
        }
    }
}
