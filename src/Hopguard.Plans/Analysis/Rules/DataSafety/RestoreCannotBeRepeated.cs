using Hopguard.Plans.Analysis.Crashes;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP014: a restore that is killed and begun again doubles what it restores.</summary>
public sealed class RestoreCannotBeRepeated : EffectRule<RestoresInPlace>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP014",
        new("A restore that is killed and begun again doubles what it restores", "中断後にやり直すと行が二重になる復元がある"),
        new(
            "Keys come last in a dump, so nothing refuses the rows of the second attempt: every row of the first one stands there twice.",
            "ダンプではキーが最後に作られるため、二度目の行を拒むものがなく、一度目に入った行がすべて二重になります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(RestoresInPlace effect, Transition at, Trace trace)
    {
        // Where data is in the way, or no error would end the restore, that is what has to be mended first.
        if (WayForward.CanBeRepeated(effect, at.Before) || !effect.StopOnError || at.Before.Stores[effect.To] is not { HasData: false, FilledBy: null } store)
            yield break;

        // Into a store that replaces another one, nothing of which is touched, rows may come twice as long as they are counted before anybody uses them.
        if (store.IsNew && trace.Of<VerifiesStore>().Any(later => ((VerifiesStore)later.Effect).Store.Text == effect.To.Text && later.Step.Place.Start > at.Step.Place.Start))
            yield break;

        yield return At(
            at.Step.PlaceOf("empty-first"),
            new(
                $"Restore of copy '{effect.Copy}' into store '{effect.To}' doubles its rows when it is killed and begun again; write 'empty-first: true'",
                $"コピー '{effect.Copy}' のストア '{effect.To}' への復元は、中断後にやり直すと行が二重になります。'empty-first: true' と書いてください"),
            [Related.Empty(store), .. Related.Taken(at.Before, effect.Copy)]);
    }
}
