using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP110: the new version's compose files are never checked before the switch.</summary>
public sealed class TargetNeverChecked : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP110",
        new("The new version's compose files are never checked before the switch", "切り替え前に新しいバージョンの compose ファイルが確認されない"),
        new(
            "A file that does not parse, a missing setting or another project name is then found out with the old version already down.",
            "解析できないファイル、足りない設定、異なるプロジェクト名に、旧バージョンを停止した後で気付くことになります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is { } to && trace.End.Switched is { } switched && !trace.Of<ChecksTarget>().Any())
        {
            yield return At(
                switched.Place,
                new(
                    $"Step '{switched.Id}' brings in version '{to}', whose compose files were never checked; add 'check-target' before the first stop",
                    $"ステップ '{switched.Id}' はバージョン '{to}' に切り替えますが、その compose ファイルは確認されていません。最初の停止より前に 'check-target' を追加してください"));
        }
    }
}
