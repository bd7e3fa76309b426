using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.ImageMajorDiffers" />
public sealed class ImageMajorDiffers : ReleaseRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.ImageMajorDiffers;

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
