using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP108: a hop never brings the new version, or not all of it.</summary>
public sealed class SourceNeverSwitched : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP108",
        new("A hop never brings the new version, or not all of it", "ホップが新しいバージョンを、またはその一部を配置しない"),
        new(
            "Everything that is started afterwards is still the old version, whatever the plan is called.",
            "プランの名前に関係なく、その後に起動するものはすべて旧バージョンのままです。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        // What a plan that keeps the version has to bring is the affair of another rule.
        if (trace.Plan.To is not { } to || trace.Plan.IsOfBase)
            yield break;

        if (trace.End.Switched is null)
        {
            yield return At(
                trace.Plan.ToPlace,
                new(
                    $"The hop to '{to}' never brings that version; add 'switch-source' behind 'compose-down', or 'set-image-tag', 'set-setting' or 'checkout-tag' where a tag is all that changes",
                    $"'{to}' へのホップがそのバージョンを配置しません。'compose-down' の後に 'switch-source' を、タグだけが変わる場合は 'set-image-tag'、'set-setting'、'checkout-tag' のいずれかを追加してください"));
            yield break;
        }

        foreach (var store in Forgotten(trace))
        {
            var (from, wanted) = (trace.Compose.From!.PostgreSqlMajor, trace.Compose.To!.PostgreSqlMajor);
            yield return At(
                trace.Plan.ToPlace,
                new(
                    $"The hop to '{to}' leaves the image of service '{store.Service}' at PostgreSQL {from} where the release has {wanted}; add 'set-image-tag' for it, or 'set-setting' for the variable that chooses it",
                    $"'{to}' へのホップでサービス '{store.Service}' のイメージが PostgreSQL {from} のままですが、リリースは {wanted} です。'set-image-tag' か、イメージを選ぶ変数の 'set-setting' を追加してください"));
        }
    }

    // Where only tags change, every image that changes has to be named. A tree brings its own compose files.
    private static IEnumerable<Store> Forgotten(Trace trace) =>
        trace.Plan.Steps.Any(step => step is SwitchSource or CheckoutTag) || trace.Compose is not { From: { } from, To: { } to } || from.PostgreSqlMajor == to.PostgreSqlMajor ? []
        : trace.Facts.Stores.Where(store => store.Kind == StoreKind.PostgreSql && store.IsIn(to.Version) && !trace.Plan.Steps.Any(step => VersionChange.IsOfServer(step, store)));
}
