using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.RestoredPastErrors" />
public sealed class RestoredPastErrors : EffectRule<RestoresInPlace>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.RestoredPastErrors;

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
