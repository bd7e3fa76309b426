using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP215: a PostgreSQL service mounts its volume where its image does not keep the data.</summary>
public sealed class DataPathWrong : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP215",
        new("A PostgreSQL service mounts its volume where its image does not keep the data", "PostgreSQL サービスのボリュームが、イメージのデータ格納場所と異なる位置にマウントされている"),
        new(
            "Images up to 17 keep it in /var/lib/postgresql/data, later ones below /var/lib/postgresql; mounted elsewhere, the data goes into a volume without a name and with the container.",
            "17 までのイメージは /var/lib/postgresql/data に、それ以降は /var/lib/postgresql の下にデータを置きます。異なる位置にマウントすると、データは無名ボリュームに書かれ、コンテナーとともに失われます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
