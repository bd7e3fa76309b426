using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP119: a database is restored right after its server was started, without waiting until it is ready.</summary>
public sealed class RestoredBeforeReady : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP119",
        new("A database is restored right after its server was started, without waiting until it is ready", "起動直後のサーバーに、準備完了を待たずにデータベースをリストアする"),
        new(
            "The bare command ends when the container is made, and on an empty volume the image runs a temporary server first and restarts it: a restore begun in between is cut off. A fixed time proves nothing, and a check over the socket meets the temporary server.",
            "コマンド自体はコンテナーができた時点で終わり、空のボリュームでは、イメージはまず一時的なサーバーを起動してから再起動します。その間に始めたリストアは途中で切れます。固定時間の待機は何の証明にもならず、ソケット経由の確認は一時サーバーに当たります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => EarlyRestore.Of(trace).Select(early => At(
        early.Restore.Step.Place,
        new(
            $"Step '{early.Restore.Step.Id}' restores into server '{early.Server}' as soon as it is started; ask it over TCP until it answers and stays up, or restore beside it with 'restore-database'",
            $"ステップ '{early.Restore.Step.Id}' は、起動直後のサーバー '{early.Server}' にリストアします。TCP で応答が安定するまで待つか、'restore-database' で別のサーバーにリストアしてください"),
        [
            new RelatedPlace(early.StartedBy.Place, new("it is started here", "ここで起動されます")),
            .. early.Waits.Select(wait => new RelatedPlace(wait.Place, new("a fixed time is no readiness", "固定時間の待機では準備完了を確認できません"))),
        ]));
}
