using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP016: a dump is restored into an older PostgreSQL than it was taken from.</summary>
public sealed class RestoredIntoOlderMajor : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP016",
        new("A dump is restored into an older PostgreSQL than it was taken from", "ダンプが取得元より古い PostgreSQL に復元される"),
        new(
            "An older server does not know all that a newer one writes into its dumps, and leaves out what it does not know.",
            "古いサーバーは新しいサーバーのダンプの内容をすべては解釈できず、解釈できないものを落とします。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Of<RestoresCopy>().Concat(trace.Of<RestoresInPlace>())
        .Select(at => Judge(at, trace.Facts))
        .Where(finding => finding is not null)
        .Select(finding => finding!);

    private Finding? Judge(Transition at, ApplicationFacts facts) => at.Effect switch
    {
        RestoresCopy restores when at.After.Trials.TryGetValue(restores.Into, out var trial) =>
            Judge(at, restores.Copy, trial.Store, trial.PostgreSqlMajor, at.Step.PlaceOf("postgresql"), facts),
        RestoresInPlace restores => Judge(at, restores.Copy, restores.To, After(at, restores.To), restores.To.Place, facts),
        _ => null,
    };

    private static int? After(Transition at, string store) => at.After.Stores.TryGetValue(store, out var restored) ? restored.PostgreSqlMajor : null;

    private Finding? Judge(Transition at, Name name, string store, int? server, SourcePlace place, ApplicationFacts facts)
    {
        if (!at.Before.Copies.TryGetValue(name, out var copy) || facts.SourceOf(store, copy) is not { } source || copy.Parts[source] is not { } part || !(server < part.PostgreSqlMajor))
            return null;

        return At(
            place,
            new(
                $"Copy '{copy.Name}' of PostgreSQL {part.PostgreSqlMajor} is restored into PostgreSQL {server}, which does not understand all of it; restore into {part.PostgreSqlMajor} or newer",
                $"PostgreSQL {part.PostgreSqlMajor} のコピー '{copy.Name}' が、そのすべてを解釈できない PostgreSQL {server} に復元されます。{part.PostgreSqlMajor} 以降に復元してください"),
            Related.Taken(copy));
    }
}
