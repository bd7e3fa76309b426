using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.StoreNeverCopied" />
public sealed class StoreNeverCopied : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.StoreNeverCopied;

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
