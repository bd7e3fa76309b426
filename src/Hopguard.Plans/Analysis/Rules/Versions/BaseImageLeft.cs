using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP237: a plan for another base leaves the image of its database as it is, or names one of another major.</summary>
public sealed class BaseImageLeft : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP237",
        new("A plan for another base leaves the image of its database as it is, or names one of another major", "土台を変えるプランが、データベースのイメージを変えないか、別のメジャーバージョンのイメージを指定している"),
        new(
            "The next start of the deployment would put a server on data that it cannot read.",
            "デプロイメントを次に起動したとき、読めないデータの上でサーバーが動くことになります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.Base is not { } change || !trace.Facts.Application.Stores.TryGetValue(change.Store, out var store))
            yield break;

        var (from, to) = (change.From.PostgreSqlMajor, change.To.PostgreSqlMajor);
        var steps = trace.Plan.Steps.Where(step => VersionChange.IsOfServer(step, store)).ToList();
        if (steps.Count == 0)
        {
            var variable = store.VersionVariable is { } name ? $"'set-setting' for '{name}'" : "'set-image-tag' for it";
            var japanese = store.VersionVariable is { } setting ? $"'{setting}' の 'set-setting'" : "'set-image-tag'";
            yield return At(trace.Plan.ToPlace, new(
                $"The plan leads store '{store.Name}' to PostgreSQL {to} and leaves the image of service '{store.Service}' at {from}; add {variable} behind 'compose-down'",
                $"このプランはストア '{store.Name}' を PostgreSQL {to} にしますが、サービス '{store.Service}' のイメージは {from} のままです。'compose-down' の後に{japanese} を追加してください"));
        }

        foreach (var step in steps.Where(step => VersionChange.MajorOf(step) != to))
        {
            yield return At(step.PlaceOf(step is SetSetting ? "value" : "tag"), new(
                $"Tag '{VersionChange.TextOf(step)}' of service '{store.Service}' is not of PostgreSQL {to}, to which the plan leads; write '{{postgresql}}' where the major stands",
                $"サービス '{store.Service}' のタグ '{VersionChange.TextOf(step)}' は、プランの到達先である PostgreSQL {to} のものではありません。メジャーバージョンの位置に '{{postgresql}}' と書いてください"));
        }
    }
}
