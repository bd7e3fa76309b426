using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP118: a trial is neither promoted nor discarded.</summary>
public sealed class TrialLeftBehind : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP118",
        new("A trial is neither promoted nor discarded", "トライアルが昇格も破棄もされない"),
        new(
            "Its server and its volume stay on the engine: they take the space of a whole database, and hold its data where nobody looks after it.",
            "そのサーバーとボリュームがエンジンに残ります。データベース 1 つ分の容量を占め、誰も管理しない場所にデータが残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.End.Trials.IsEmpty)
            yield break;

        // A promotion into the wrong store, and a store that is left empty, have findings of their own.
        var promoted = new HashSet<string>(trace.Of<PromotesTrial>().Select(transition => ((PromotesTrial)transition.Effect).Trial.Text), StringComparer.Ordinal);
        foreach (var trial in trace.End.Trials.Values.OrderBy(trial => trial.RestoredBy.Place.Start))
        {
            if (promoted.Contains(trial.Name) || trace.End.Stores[trial.Store] is { HasData: false })
                continue;

            yield return At(
                trial.RestoredBy.PlaceOf("into"),
                new(
                    $"Trial '{trial.Name}' is neither promoted nor discarded; add 'discard-trial: {{ trial: {trial.Name} }}' when it has served its purpose",
                    $"トライアル '{trial.Name}' は昇格も破棄もされません。役目を終えたら 'discard-trial: {{ trial: {trial.Name} }}' で破棄してください"));
        }
    }
}
