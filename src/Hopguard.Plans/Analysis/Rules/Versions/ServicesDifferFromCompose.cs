using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP229: a release's compose files and its list of services differ.</summary>
public sealed class ServicesDifferFromCompose : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP229",
        new("A release's compose files and its list of services differ", "リリースの Compose ファイルとサービス一覧が一致しない"),
        new(
            "A service that is not listed is neither stopped for the copy nor started again; one that is listed and does not exist fails the commands that name it.",
            "一覧にないサービスは、コピーのために停止されず、再び起動されることもありません。存在しないサービスを指定したコマンドは失敗します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        foreach (var missing in release.Services.Where(service => !compose.Services.ContainsKey(service)))
        {
            yield return At(release.Place, new(
                $"Release {release.Version} lists service '{missing}', which its compose files do not have; remove it from 'services', or add it to the file",
                $"リリース {release.Version} の一覧にあるサービス '{missing}' は Compose ファイルにありません。'services' から外すか、ファイルに追加してください"));
        }

        // What starts only where its profile is chosen is no part of every deployment; it may be listed.
        foreach (var service in compose.InOrder.Where(service => !service.IsOptional && !release.Services.Contains(service.Name.Text)))
        {
            yield return At(
                service.Name.Place,
                new(
                    $"Service '{service.Name}' is not listed in release {release.Version}; add it to 'services' of the release, and to 'services' of the application with the stores that it writes",
                    $"サービス '{service.Name}' はリリース {release.Version} の一覧にありません。リリースの 'services' に加え、書き込むストアとともにアプリケーションの 'services' に追加してください"),
                new RelatedPlace(release.Place, new("the release is declared here", "リリースの宣言")));
        }
    }
}
