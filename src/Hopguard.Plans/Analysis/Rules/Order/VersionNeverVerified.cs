using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP115: nothing reads the version back at the end of a hop.</summary>
public sealed class VersionNeverVerified : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP115",
        new("Nothing reads the version back at the end of a hop", "ホップの最後にバージョンが読み戻されない"),
        new(
            "Containers that run and a page that loads prove nothing: success is a state that is read back, not a command that ended.",
            "コンテナーが動きページが表示されても何の証明にもなりません。成功とはコマンドの終了ではなく、読み戻して確かめた状態です。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is not { } to || trace.Of<VerifiesVersion>().Any())
            yield break;

        var start = trace.Of<StartsServices>().LastOrDefault(transition => transition.Before.Switched is not null);
        if (start is not null)
        {
            yield return At(
                start.Step.Place,
                new(
                    $"Step '{start.Step.Id}' starts version '{to}' and nothing reads it back; add 'await-migrations' and 'verify-version: {{ expect: {to} }}' behind it",
                    $"ステップ '{start.Step.Id}' はバージョン '{to}' を起動しますが、何も読み戻していません。後に 'await-migrations' と 'verify-version: {{ expect: {to} }}' を追加してください"));
        }
    }
}
