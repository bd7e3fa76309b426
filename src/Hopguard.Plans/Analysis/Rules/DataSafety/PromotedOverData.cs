using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP009: a trial is promoted into a store that still holds data, or into another store than its own.</summary>
public sealed class PromotedOverData : EffectRule<PromotesTrial>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP009",
        new("A trial is promoted into a store that still holds data, or into another store than its own", "データの残るストア、または別のストアへ試験用データベースが昇格される"),
        new(
            "Promotion fills an empty volume; what is in the way would be overwritten.",
            "昇格は空のボリュームを満たす操作です。残っているものは上書きされてしまいます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(PromotesTrial effect, Transition at, Trace trace)
    {
        if (!at.Before.Trials.TryGetValue(effect.Trial, out var trial))
        {
            yield return At(
                effect.Trial.Place,
                new(
                    $"Trial '{effect.Trial}' is gone when it is to become store '{effect.To}'; promote it once, and do not discard it before",
                    $"ストア '{effect.To}' に昇格する時点で試験用データベース '{effect.Trial}' は残っていません。昇格は一度だけにし、その前に破棄しないでください"));
            yield break;
        }

        var restored = Related.Restored(trial);
        if (trace.Facts.SourceOf(effect.To, at.Before.Copies[trial.Copy]) != trial.Store)
        {
            yield return At(
                effect.To.Place,
                new(
                    $"Trial '{trial.Name}' holds store '{trial.Store}' and cannot become store '{effect.To}'; write 'to: {trial.Store}'",
                    $"試験用データベース '{trial.Name}' の中身はストア '{trial.Store}' で、ストア '{effect.To}' にはできません。'to: {trial.Store}' と書いてください"),
                restored);
        }
        else if (at.Before.Stores.TryGetValue(effect.To, out var store) && store.HasData)
        {
            yield return At(
                effect.To.Place,
                new(
                    $"Store '{effect.To}' still holds its data when trial '{trial.Name}' is promoted into it; put the data aside with 'retire-volume' first",
                    $"試験用データベース '{trial.Name}' を昇格させる時点で、ストア '{effect.To}' にはまだデータがあります。先に 'retire-volume' で退避してください"),
                restored);
        }
    }
}
