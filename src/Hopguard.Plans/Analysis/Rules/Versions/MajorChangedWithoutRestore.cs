using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP201: postgreSQL changes its major version and the data is not restored into the new one.</summary>
public sealed class MajorChangedWithoutRestore : EffectRule<StartsServices>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP201",
        new("PostgreSQL changes its major version and the data is not restored into the new one", "PostgreSQL のメジャーバージョンが変わるのに、データが新しいバージョンへリストアされない"),
        new(
            "A server of another major does not start on the files: people then delete the volume to get it running.",
            "メジャーバージョンの異なるサーバーは既存のデータファイルでは起動しません。起動させようとしてボリュームを削除する事故につながります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace)
    {
        if (at.Before.Deployed is not { } release)
            yield break;

        foreach (var store in at.Before.Stores.Values.Where(store => store is { HasData: true, PostgreSqlMajor: not null } && store.Store.IsIn(release.Version)))
        {
            var service = store.Store.Service;
            if (store.PostgreSqlMajor == release.PostgreSqlMajor || at.Before.Running.ContainsKey(service) || !at.After.Running.ContainsKey(service))
                continue;

            var (major, name, found) = (release.PostgreSqlMajor, store.Store.Name, store.PostgreSqlMajor);
            yield return At(
                effect.Only.FirstOrDefault(only => only.Text == service)?.Place ?? at.Step.Place,
                new(
                    $"Service '{service}' of release {release.Version} is PostgreSQL {major} and starts on files of PostgreSQL {found} in store '{name}'; dump it, restore it with 'postgresql: {major}' and promote the trial",
                    $"リリース {release.Version} のサービス '{service}' は PostgreSQL {major} ですが、ストア '{name}' の PostgreSQL {found} のファイルで起動します。ダンプを取り、'postgresql: {major}' でリストアし、その試行を昇格させてください"),
                new RelatedPlace(release.Place, new($"release {release.Version} is declared here", $"リリース {release.Version} の宣言")));
        }
    }
}
