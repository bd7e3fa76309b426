using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP015: a restore goes on past errors.</summary>
public sealed class RestoredPastErrors : EffectRule<RestoresInPlace>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP015",
        new("A restore goes on past errors", "エラーが起きても復元が続く"),
        new(
            "The first error means that something is missing; a restore that goes on ends with exit code 0 and a part of the rows.",
            "最初のエラーは何かが欠けた印です。そのまま続く復元は、一部の行だけで終了コード 0 になります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(RestoresInPlace effect, Transition at, Trace trace)
    {
        if (effect.StopOnError)
            yield break;

        yield return At(
            at.Step.PlaceOf("stop-on-error"),
            new(
                $"Restore of copy '{effect.Copy}' into store '{effect.To}' goes on past errors and ends as if nothing was missing; write 'stop-on-error: true' with 'empty-first: true'",
                $"コピー '{effect.Copy}' のストア '{effect.To}' への復元は、エラーが起きても続き、成功したように終わります。'stop-on-error: true' と 'empty-first: true' を書いてください"),
            [.. Related.Taken(at.Before, effect.Copy)]);
    }
}
