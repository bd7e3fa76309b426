using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP011: a hop never copies a store that is not disposable.</summary>
public sealed class StoreNeverCopied : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP011",
        new("A hop never copies a store that is not disposable", "破棄できないストアがホップの中で一度もコピーされない"),
        new(
            "Migrations of the new version change it; without a copy there is no way back.",
            "新しいバージョンの移行がストアを変更します。コピーがなければ元に戻せません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is null)
            return [];

        // A store that was lost has its finding at the step that takes the data away.
        return trace.Facts.StoresIn(trace.End)
            .Where(store => !store.Store.Disposable && !store.IsLost && store.LatestCopy is null && store.Store.IsIn(trace.Plan.From))
            .Select(store => At(
                trace.Plan.ToPlace,
                new(
                    $"Store '{store.Store.Name}' is never copied in this hop; copy it before the version changes, or declare it disposable",
                    $"ストア '{store.Store.Name}' はこのホップで一度もコピーされません。バージョンが変わる前にコピーするか、破棄可能と宣言してください"),
                Related.Declared(store)));
    }
}
