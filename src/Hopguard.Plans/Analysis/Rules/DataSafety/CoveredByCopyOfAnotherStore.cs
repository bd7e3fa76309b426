using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP004: a copy of another store is named as cover or restored.</summary>
public sealed class CoveredByCopyOfAnotherStore : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP004",
        new("A copy of another store is named as cover or restored", "別のストアのコピーが裏付けまたは復元元に指定されている"),
        new(
            "A copy of something else proves nothing about the data that moves, and cannot bring it back.",
            "別のもののコピーは、移動するデータについて何も証明せず、そのデータを元に戻すこともできません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Of<RestoresInPlace>()
        .SelectMany(transition => Restored((RestoresInPlace)transition.Effect, transition, trace.Facts))
        .Concat(Retired(trace));

    private IEnumerable<Finding> Retired(Trace trace) => trace.Losses
        .Where(loss => loss.NamesAnotherCopy)
        .Select(loss => At(
            loss.Named!.Place,
            new(
                $"Copy '{loss.Named}' does not hold store '{loss.Store.Store.Name}', which is retired under its cover; name '{loss.Cover!.Name}'",
                $"コピー '{loss.Named}' は退避されるストア '{loss.Store.Store.Name}' を含んでいません。'{loss.Cover.Name}' を指定してください"),
            Related.Taken(loss.Cover)));

    private IEnumerable<Finding> Restored(RestoresInPlace restores, Transition at, ApplicationFacts facts)
    {
        if (at.Before.Copies.TryGetValue(restores.Copy, out var copy) && facts.SourceOf(restores.To, copy) is null)
        {
            yield return At(
                restores.Copy.Place,
                new(
                    $"Copy '{restores.Copy}' does not hold store '{restores.To}', into which it is restored; name a copy of that store",
                    $"コピー '{restores.Copy}' は復元先のストア '{restores.To}' を含んでいません。そのストアのコピーを指定してください"),
                Related.Taken(copy));
        }
    }
}
