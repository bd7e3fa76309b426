using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP114: the new version is checked or accepted without its migrations having been awaited.</summary>
public sealed class MigrationsNeverAwaited : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP114",
        new("The new version is checked or accepted without its migrations having been awaited", "マイグレーションの完了を待たずに新しいバージョンを確認または承認する"),
        new(
            "A server answers while its migrations still run or have failed; accepting then closes the way back over a half-migrated database.",
            "マイグレーションの実行中や失敗後でもサーバーは応答します。そこで承認すると、移行途中のデータベースのまま元に戻せなくなります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is null || trace.End.Switched is null || trace.End.Migrated is not null)
            yield break;

        var judged = trace.Transitions.FirstOrDefault(transition => transition.Before.Switched is not null && transition.Effect is VerifiesVersion or Accepts);
        if (judged is not null)
        {
            yield return At(
                judged.Step.Place,
                new(
                    $"Step '{judged.Step.Id}' judges the new version while its migrations may still run; add 'await-migrations' before this step",
                    $"ステップ '{judged.Step.Id}' の時点でマイグレーションがまだ実行中の可能性があります。前に 'await-migrations' を追加してください"));
        }
    }
}
