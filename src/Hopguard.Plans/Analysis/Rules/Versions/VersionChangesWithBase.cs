using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP238: a plan that keeps the version brings another one.</summary>
public sealed class VersionChangesWithBase : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP238",
        new("A plan that keeps the version brings another one", "バージョンを維持するプランが、別のバージョンを配置する"),
        new(
            "Nobody has asked what lies between the two versions: neither their migrations nor their settings are part of such a plan.",
            "2 つのバージョンの間に何があるかは、誰も確認していません。移行も設定も、このようなプランには含まれません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Plan.Base is not { } change ? [] : trace.Plan.Steps
        .Where(step => step is FetchSource or SwitchSource or CheckoutTag || VersionChange.IsOfApplication(step, trace.Facts.Application))
        .Select(step => At(step.Place, new(
            $"Step '{step.Id}' brings a version, and the plan keeps '{change.To.Version}'; remove the step, or lead there with a plan that has 'from' and 'to'",
            $"ステップ '{step.Id}' はバージョンを配置しますが、このプランは '{change.To.Version}' を維持します。ステップを取り除くか、'from' と 'to' を持つプランで移行してください")));
}
