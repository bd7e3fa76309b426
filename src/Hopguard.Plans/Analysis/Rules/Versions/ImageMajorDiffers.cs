using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP211: the PostgreSQL image of a release's compose file has another major than the release says.</summary>
public sealed class ImageMajorDiffers : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP211",
        new("The PostgreSQL image of a release's compose file has another major than the release says", "リリースの Compose ファイルの PostgreSQL イメージと、リリースに記載されたメジャーバージョンが異なる"),
        new(
            "Every judgement about dump and restore rests on that major; if it is wrong, the new server does not start on the data.",
            "ダンプとリストアの判断はすべてこのメジャーバージョンに基づきます。誤っていると、新しいサーバーがデータの上で起動しません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        foreach (var (store, service) in Stores(release, compose, application).Where(pair => pair.Store.Kind == StoreKind.PostgreSql))
        {
            if (service.Image is not { } image || ComposeImage.Parse(image) is not { PostgreSqlMajor: { } major } || major == release.PostgreSqlMajor)
                continue;

            yield return At(
                image.Place,
                new(
                    $"Image '{image}' of store '{store.Name}' is PostgreSQL {major} where release {release.Version} is said to have {release.PostgreSqlMajor}; correct 'postgresql' of the release, or the file",
                    $"ストア '{store.Name}' のイメージ '{image}' は PostgreSQL {major} ですが、リリース {release.Version} には {release.PostgreSqlMajor} と記載されています。リリースの 'postgresql' かこのファイルを修正してください"),
                new RelatedPlace(release.Place, new("the release is declared here", "リリースの宣言")));
        }
    }
}
