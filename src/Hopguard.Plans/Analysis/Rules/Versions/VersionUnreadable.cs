using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP231: the version of a release is read from something that the release does not have.</summary>
public sealed class VersionUnreadable : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP231",
        new("The version of a release is read from something that the release does not have", "リリースのバージョンが、そのリリースに存在しないものから読み取られる"),
        new(
            "What is installed would not be known: no hop from that release begins, and one to it fails when everything else is done.",
            "何がインストールされているかがわからないため、そのリリースからのホップは始まらず、そのリリースへのホップは他のすべてが終わった後で失敗します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans) =>
        from release in application.Releases
        let probe = application.ProbeOf(release.Version)
        from message in Problems(release, probe, application).Take(1)
        select At(probe.Place, message, new RelatedPlace(release.Place, new("the release is declared here", "リリースの宣言")));

    private static IEnumerable<Message> Problems(Release release, VersionProbe probe, Application application)
    {
        if (!release.Services.Contains(probe.Service))
        {
            yield return new(
                $"The version of release {release.Version} is read from service '{probe.Service}', which that release does not have; give the release a 'version' of its own",
                $"リリース {release.Version} のバージョンはサービス '{probe.Service}' から読み取られますが、そのリリースにこのサービスはありません。リリースに 'version' を個別に書いてください");
        }

        if (probe.Source is VersionSource.Query query && application.Stores.TryGetValue(query.Store, out var store) && (store.Kind != StoreKind.PostgreSql || !store.IsIn(release.Version)))
        {
            yield return new(
                $"The version of release {release.Version} is queried from store '{store.Name}', which is {(store.Kind == StoreKind.PostgreSql ? "not in that release" : "no database of PostgreSQL")}; name one that can be queried",
                $"リリース {release.Version} のバージョンはストア '{store.Name}' への問い合わせで読み取られますが、{(store.Kind == StoreKind.PostgreSql ? "そのリリースにはありません" : "PostgreSQL のデータベースではありません")}。問い合わせのできるストアを指定してください");
        }

        if (probe.Source is VersionSource.ImageTag && release.Compose?.Services.TryGetValue(probe.Service, out var service) == true
            && service.Image is { } image && image.Text.IndexOf('$') < 0 && !application.Versions.TryObserve(ComposeImage.Parse(image.Text).Tag, out _))
        {
            yield return new(
                $"The version of release {release.Version} is the tag of image '{image}', which is no version; write one in its compose file, or read the version from a 'label' of the image",
                $"リリース {release.Version} のバージョンはイメージ '{image}' のタグから読み取られますが、タグがバージョンではありません。Compose ファイルにバージョンを書くか、イメージの 'label' から読み取ってください");
        }
    }
}
