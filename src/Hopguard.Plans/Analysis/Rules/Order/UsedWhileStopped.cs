using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP107: a step needs a service that does not run at that point.</summary>
public sealed class UsedWhileStopped : EffectRule<Effect>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP107",
        new("A step needs a service that does not run at that point", "その時点で動いていないサービスをステップが必要とする"),
        new(
            "A command, a restore or a comparison inside a stopped service fails, in the middle of the outage.",
            "停止中のサービスでのコマンド実行・リストア・照合は、サービス停止の最中に失敗します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace)
    {
        // A service that stays down to the end has its finding at the step that stops it.
        if (Needed(effect, at, trace) is not { } service || at.Before.Running.ContainsKey(service) || !trace.End.Running.ContainsKey(service))
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
    internal static string? Needed(Effect effect, Transition at, Trace trace) => effect switch
    {
        RunsCommand runs => runs.Service,
        // A line of shell gets at files, and may bring a server of its own.
        NeedsStore or ClearsStore when at.Step is RunShell => null,
        NeedsStore needs => ServerOf(needs.Store, at.Before),
        ClearsStore clears => ServerOf(clears.Store, at.Before),
        RestoresInPlace restores => ServerOf(restores.To, at.Before),
        VerifiesStore verifies => ServerOf(verifies.Store, at.Before),
        ReversesMigrations reverses => ServerOf(reverses.Store, at.Before),
        AwaitsMigrations awaits when trace.Plan.To is null => awaits.Service,
        VerifiesVersion verifies when trace.Plan.To is null => trace.Facts.Application.ProbeOf(verifies.Expect).Service,
        _ => null,
    };

    private static string? ServerOf(Name store, State state) =>
        state.Stores.TryGetValue(store, out var found) && found.Store.Kind == StoreKind.PostgreSql ? found.Store.Service : null;
}
