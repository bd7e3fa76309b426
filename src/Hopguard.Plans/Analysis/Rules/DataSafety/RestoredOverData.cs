using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP013: a copy is restored into a store that holds data.</summary>
public sealed class RestoredOverData : EffectRule<RestoresInPlace>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP013",
        new("A copy is restored into a store that holds data", "データのあるストアにコピーが復元される"),
        new(
            "Rows that stand in the way are kept instead of those of the copy, and files that only the newer state has stay among the older ones.",
            "元からある行がコピーの行の代わりに残り、新しい状態にしかないファイルが古いファイルに混ざって残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(RestoresInPlace effect, Transition at, Trace trace)
    {
        if (effect.EmptyFirst || !at.Before.Stores.TryGetValue(effect.To, out var store))
            yield break;

        if (store.HasData)
        {
            yield return At(
                effect.To.Place,
                new(
                    $"Copy '{effect.Copy}' is restored into store '{effect.To}', which still holds its data; write 'empty-first: true', or restore it side by side with 'restore-database'",
                    $"コピー '{effect.Copy}' の復元先ストア '{effect.To}' にはまだデータがあります。'empty-first: true' と書くか、'restore-database' で別の場所に復元してください"),
                [.. Related.Taken(at.Before, effect.Copy)]);
        }
        else if (store.FilledBy is { } start)
        {
            yield return At(
                effect.To.Place,
                new(
                    $"Copy '{effect.Copy}' is restored into store '{effect.To}' after the application could create its tables there; start nothing but the server before the restore",
                    $"コピー '{effect.Copy}' は、アプリケーションがストア '{effect.To}' に自分のテーブルを作成できた後に復元されます。復元の前に起動するのはサーバーだけにしてください"),
                Related.Empty(store),
                new RelatedPlace(start.Place, new("the application is started here", "アプリケーションはここで起動されます")));
        }
    }
}
