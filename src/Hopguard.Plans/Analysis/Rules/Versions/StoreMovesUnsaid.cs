using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP236: a release keeps a store elsewhere, and its data stays where it was.</summary>
public sealed class StoreMovesUnsaid : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP236",
        new("A release keeps a store elsewhere, and its data stays where it was", "リリースでストアの保存先が変わり、データが元の場所に残される"),
        new(
            "The new version starts on an empty volume and looks healthy; the data is in the old one, which nobody looks after any more.",
            "新しいバージョンは空のボリュームで起動し、正常に見えます。データは誰も管理しない古いボリュームに残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans)
    {
        for (var i = 0; i < application.Releases.Length; i++)
        {
            var release = application.Releases[i];
            foreach (var (name, change) in release.Stores.OrderBy(pair => pair.Value.Place.Start).Select(pair => (pair.Key, pair.Value)))
            {
                var now = application.StoreIn(name, release);
                var before = i == 0 ? null : application.StoreIn(name, application.Releases[i - 1]);
                if (now is { Disposable: false, IsKept: false } && before is not { Disposable: false, IsKept: false })
                    yield return Nowhere(now, release, change.Place);
                else if (now is not null && before is { Disposable: false } && (now.Volume, now.Mount) != (before.Volume, before.Mount))
                    yield return Moved(now, before, release, change.Place);
            }
        }
    }

    private Finding Nowhere(Store store, Release release, SourcePlace place) => At(place, new(
        $"Store '{store.Name}' is no longer disposable in release {release.Version} and lies in no volume there; say with 'volume' or 'mount' where it is kept",
        $"ストア '{store.Name}' はリリース {release.Version} で破棄できなくなりますが、保存先がありません。'volume' か 'mount' で保存先を指定してください"), new RelatedPlace(store.Place, new("the store is declared here", "ストアの宣言")));

    private Finding Moved(Store now, Store before, Release release, SourcePlace place) => At(place, new(
        $"Store '{now.Name}' lies in '{now.Volume ?? now.Mount}' from release {release.Version} on and in '{before.Volume ?? before.Mount}' before, where its data stays; declare another store, and let it take the place with 'replace'",
        $"ストア '{now.Name}' の保存先はリリース {release.Version} から '{now.Volume ?? now.Mount}' ですが、データはそれまでの '{before.Volume ?? before.Mount}' に残ります。別のストアを宣言し、'replace' で置き換えてください"),
        new RelatedPlace(now.Place, new("the store is declared here", "ストアの宣言")));
}
