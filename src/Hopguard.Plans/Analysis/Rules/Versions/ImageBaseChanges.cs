using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP217: a database of the same major runs on another base system in the new version, on the old files.</summary>
public sealed class ImageBaseChanges : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP217",
        new("A database of the same major runs on another base system in the new version, on the old files", "同じメジャーバージョンのデータベースが、古いデータファイルのまま別のベースシステムで動く"),
        new(
            "Another C library sorts text differently: indexes then miss rows and accept duplicates, and nothing reports it.",
            "C ライブラリーが変わると文字列の並び順が変わります。インデックスは行を取りこぼし重複を受け入れますが、何も報告されません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        foreach (var (store, before, after) in OnOldFiles(trace).Where(kept => ComposeImage.Parse(kept.Before).SortsDifferently(ComposeImage.Parse(kept.After))))
        {
            yield return At(
                trace.Plan.ToPlace,
                new(
                    $"Store '{store.Name}' stays on its files while its image changes from '{before}' to '{after}'; dump it, restore it into a trial and promote that, or keep the image's system",
                    $"ストア '{store.Name}' は同じデータファイルのまま、イメージだけが '{before}' から '{after}' に変わります。ダンプして試行にリストアし昇格させるか、イメージのベースシステムを維持してください"),
                new RelatedPlace(before.Place, new("the old image", "旧イメージ")),
                new RelatedPlace(after.Place, new("the new image", "新イメージ")));
        }
    }

    /// <summary>Databases that a newer image of the same major serves on the files that the old one left, as far as the compose files of both versions are at hand.</summary>
    internal static IEnumerable<(Store Store, Name Before, Name After)> OnOldFiles(Trace trace)
    {
        if (trace.Compose is not { Source: { } source, Target: { } target })
            yield break;

        // A store that came out of a dump has indexes of its own, and one that another replaces is left as it is.
        foreach (var store in trace.End.Stores.Values.Where(store => store is { Store.Kind: StoreKind.PostgreSql, IsReplaced: false, IsNew: false } && store.Store.IsIn(trace.Plan.To)))
        {
            if (ImageOf(source, store.Store) is { } before && ImageOf(target, store.Store) is { } after && ComposeImage.Parse(before).Major is { } major && ComposeImage.Parse(after).Major == major)
                yield return (store.Store, before, after);
        }
    }

    private static Name? ImageOf(ComposeProject project, Store store) => project.Services.TryGetValue(store.Service, out var service) ? service.Image : null;
}
