using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP025: migrations are taken back without a verified and fresh copy.</summary>
public sealed class ReversedWithoutCopy : EffectRule<ReversesMigrations>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP025",
        new("Migrations are taken back without a verified and fresh copy", "検証済みの新しいコピーなしに移行が取り消される"),
        new(
            "Taking a migration back drops its tables and columns with all that they hold, by design.",
            "移行の取り消しは、設計どおりにテーブルと列を中身ごと削除します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(ReversesMigrations effect, Transition at, Trace trace)
    {
        if (!at.Before.Stores.TryGetValue(effect.Store, out var store))
            yield break;

        var copy = at.Before.BestCopyOf(store);
        if (copy is { VerifiedBy: not null } && copy.IsFresh(store))
            yield break;

        RelatedPlace[] related = copy is null
            ? [new RelatedPlace(store.Store.Place, new($"store '{effect.Store}' is declared here", $"ストア '{effect.Store}' はここで宣言されています"))]
            : [Related.Taken(copy)];
        yield return At(effect.Store.Place, Text(effect, store, copy), related);
    }

    private static Message Text(ReversesMigrations effect, StoreState store, CopyState? copy) => copy switch
    {
        null => new(
            $"Migrations of store '{effect.Store}' are taken back while no copy of it exists, and with them what only the new tables hold; take and verify a copy right before",
            $"ストア '{effect.Store}' のコピーがないまま移行が取り消され、新しいテーブルだけが持つデータも失われます。直前にコピーを取り、検証してください"),
        { VerifiedBy: null } => new(
            $"Migrations of store '{effect.Store}' are taken back while its copy '{copy.Name}' was never verified; add 'verify-copy' before this step",
            $"ストア '{effect.Store}' のコピー '{copy.Name}' が検証されないまま移行が取り消されます。このステップの前に 'verify-copy' を追加してください"),
        _ => new(
            $"Migrations of store '{effect.Store}' are taken back while its copy '{copy.Name}' is stale: '{store.LastWriter}' could write after it; {LateWrite.Remedy(store).English}",
            $"ストア '{effect.Store}' のコピー '{copy.Name}' が古いまま移行が取り消されます。'{store.LastWriter}' がその後に書き込めました。{LateWrite.Remedy(store).Japanese}"),
    };
}
