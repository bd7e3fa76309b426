using Hopguard.Plans.Analysis.Crashes;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP028: migrations change files of a store that has no verified and fresh copy.</summary>
public sealed class TouchedFilesUncovered : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP028",
        new("Migrations change files of a store that has no verified and fresh copy", "検証済みの新しいコピーがないストアのファイルを移行が変更する"),
        new(
            "A way back that restores only the database finds the files of the new version; this counts even for a store that is disposable otherwise.",
            "データベースだけを戻しても、ファイルは新しいバージョンのままです。普段は破棄可能なストアにも当てはまります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var touched = TouchedStores.Of(trace).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)).ToList();
        return trace.Of<StartsServices>().SelectMany(transition => Check(transition, touched, trace));
    }

    private IEnumerable<Finding> Check(Transition at, List<(string Store, Name Migration)> touched, Trace trace)
    {
        foreach (var (name, migration) in touched)
        {
            if (!at.Before.Stores.TryGetValue(name, out var store) || !store.Store.IsIn(trace.Plan.From) || store.ChangedByTarget is not null || at.After.Stores[name].ChangedByTarget is null)
                continue;

            var copy = at.Before.BestCopyOf(store);
            if (copy is not { VerifiedBy: not null } || !copy.IsFresh(store) || !WayBack.Outlives(copy, at.After))
                yield return Judge(at, store, migration, copy);
        }
    }

    private Finding Judge(Transition at, StoreState store, Name migration, CopyState? copy)
    {
        var name = store.Store.Name;
        var declared = new RelatedPlace(migration.Place, new("the migration is declared here", "移行はここで宣言されています"));
        RelatedPlace[] related = copy is null
            ? [declared]
            : [Related.Taken(copy), declared];
        return At(
            at.Step.Place,
            new(
                $"Migration '{migration}' changes files of store '{name}' from here on while no verified and fresh copy of it exists elsewhere; back it up and verify the copy with that of the database",
                $"ここから移行 '{migration}' がストア '{name}' のファイルを変更しますが、検証済みで新しいコピーがほかの場所にありません。データベースと同じ時点でバックアップし、検証してください"),
            related);
    }
}
