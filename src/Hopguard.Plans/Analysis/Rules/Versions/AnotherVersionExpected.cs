using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.AnotherVersionExpected" />
public sealed class AnotherVersionExpected : EffectRule<VerifiesVersion>
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.AnotherVersionExpected;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(VerifiesVersion effect, Transition at, Trace trace)
    {
        if (trace.Plan.To is { } to && effect.Expect != to)
        {
            yield return At(
                at.Step.PlaceOf("expect"),
                new(
                    $"Version '{effect.Expect}' is expected where the hop leads to '{to}'; write 'expect: {to}'",
                    $"ホップの到達先は '{to}' ですが、バージョン '{effect.Expect}' を期待しています。'expect: {to}' と書いてください"),
                new RelatedPlace(trace.Plan.ToPlace, new("the hop leads here", "ホップの到達先")));
        }
    }
}
