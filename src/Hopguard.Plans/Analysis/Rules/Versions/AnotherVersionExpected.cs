using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP203: the version that is checked at the end is not the one the hop leads to.</summary>
public sealed class AnotherVersionExpected : EffectRule<VerifiesVersion>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP203",
        new("The version that is checked at the end is not the one the hop leads to", "最後に確認するバージョンが、ホップの到達先と異なる"),
        new(
            "The check would fail on success, or pass on failure.",
            "成功しても確認に失敗するか、失敗しても確認を通過してしまいます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
