using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.RestoredOverData" />
public sealed class RestoredOverData : EffectRule<RestoresInPlace>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.RestoredOverData;

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
