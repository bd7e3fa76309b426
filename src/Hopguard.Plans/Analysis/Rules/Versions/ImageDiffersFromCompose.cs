using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP235: the image of a service is another in a release's compose files than the release says.</summary>
public sealed class ImageDiffersFromCompose : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP235",
        new("The image of a service is another in a release's compose files than the release says", "サービスのイメージが、リリースの Compose ファイルとリリースの記載とで異なる"),
        new(
            "What is pulled before the outage, mirrored for a site without a network and compared with what runs would be another image than the one that starts.",
            "停止前に取得し、オフライン環境向けに複製し、稼働中のものと比較するイメージが、実際に起動するイメージと異なってしまいます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        foreach (var (service, said) in release.Images.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)))
        {
            // What a variable chooses is known on the deployment only.
            if (!compose.Services.TryGetValue(service, out var found) || found.Image is not { } image || image.Text.IndexOf('$') >= 0
                || IsSame(ComposeImage.Parse(image), ComposeImage.Parse(release.ImageOf(service)!)))
            {
                continue;
            }

            yield return At(
                said.Place,
                new(
                    $"Service '{service}' runs image '{image}' in the compose files of release {release.Version}, which says '{release.ImageOf(service)}'; correct 'images' of the release, or the file",
                    $"サービス '{service}' のイメージはリリース {release.Version} の Compose ファイルでは '{image}' ですが、リリースの記載は '{release.ImageOf(service)}' です。リリースの 'images' かファイルを修正してください"),
                new RelatedPlace(image.Place, new("the image is written here", "イメージの指定")));
        }
    }

    private static bool IsSame(ComposeImage one, ComposeImage other) => (one.Repository, one.Tag) == (other.Repository, other.Tag);
}
