using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.UsedWhileStopped" />
public sealed class UsedWhileStopped : EffectRule<Effect>
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.UsedWhileStopped;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace)
    {
        // A service that stays down to the end has its finding at the step that stops it.
        if (Needed(effect, at.Before, trace) is not { } service || at.Before.Running.ContainsKey(service) || !trace.End.Running.ContainsKey(service))
            return [];

        RelatedPlace[] related = at.Before.Stopped is { } stop ? [new RelatedPlace(stop.Place, new("it is stopped here", "ここで停止されます"))] : [];
        return
        [
            At(
                (effect as RunsCommand)?.Service.Place ?? at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' needs service '{service}', which does not run at this point; start it before this step",
                    $"ステップ '{at.Step.Id}' にはサービス '{service}' が必要ですが、この時点では動いていません。先に起動してください"),
                related),
        ];
    }

    // Checks of the new version have a rule of their own in a hop.
    private static string? Needed(Effect effect, State state, Trace trace) => effect switch
    {
        RunsCommand runs => runs.Service,
        RestoresInPlace restores => ServerOf(restores.To, state),
        VerifiesStore verifies => ServerOf(verifies.Store, state),
        ReversesMigrations reverses => ServerOf(reverses.Store, state),
        AwaitsMigrations awaits when trace.Plan.To is null => awaits.Service,
        VerifiesVersion when trace.Plan.To is null => trace.Facts.Application.Version.Service,
        _ => null,
    };

    private static string? ServerOf(Name store, State state) =>
        state.Stores.TryGetValue(store, out var found) && found.Store.Kind == StoreKind.PostgreSql ? found.Store.Service : null;
}
