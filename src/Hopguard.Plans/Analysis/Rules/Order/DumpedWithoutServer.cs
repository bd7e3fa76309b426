using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP106: a database is dumped while its server does not run.</summary>
public sealed class DumpedWithoutServer : EffectRule<TakesCopy>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP106",
        new("A database is dumped while its server does not run", "サーバーが動いていないデータベースのダンプを取る"),
        new(
            "A dump is asked of the running server; without one the step fails, and it fails after everything was stopped.",
            "ダンプは稼働中のサーバーから取ります。サーバーがなければこのステップは失敗し、しかもすべてを停止した後に失敗します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(TakesCopy effect, Transition at, Trace trace)
    {
        if (!at.Before.Stores.TryGetValue(effect.Store, out var store) || store.Store.Kind != StoreKind.PostgreSql)
            yield break;

        // What was taken away before is no longer there to be dumped, and that weighs more.
        var server = store.Store.Service;
        if (effect.IsGiven || !store.HasData || at.Before.Running.ContainsKey(server))
            yield break;

        yield return At(
            effect.Store.Place,
            new(
                $"Database '{effect.Store}' is dumped while its server '{server}' does not run; stop with 'all-but: [{server}]', or start it alone before this step",
                $"データベース '{effect.Store}' のダンプ時に、サーバー '{server}' が動いていません。'all-but: [{server}]' で停止するか、先に単独で起動してください"),
            StoppedAt(at.Before));
    }

    private static RelatedPlace[] StoppedAt(State state) =>
        state.Stopped is { } stop ? [new RelatedPlace(stop.Place, new("it is stopped here", "ここで停止されます"))] : [];
}
