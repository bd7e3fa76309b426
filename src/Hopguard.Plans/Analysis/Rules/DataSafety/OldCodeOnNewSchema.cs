using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP027: an older release starts on data that a newer one has migrated.</summary>
public sealed class OldCodeOnNewSchema : EffectRule<StartsServices>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP027",
        new("An older release starts on data that a newer one has migrated", "新しいリリースの移行が済んだデータの上で古いリリースが起動する"),
        new(
            "It ignores migrations that it does not know and comes up healthy, and then fails or corrupts data at run time.",
            "知らない移行は無視されて正常に起動し、その後の動作中に失敗するか、データを壊します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace)
    {
        if (!IsOld(at.Before, trace) || at.Before is not { Deployed: { } code } || Migrated(at.Before, trace) is not { Schema: { } schema } store)
            yield break;

        var started = trace.Facts.WritersOf(store.Store.Name).FirstOrDefault(service => at.After.Running.ContainsKey(service) && !at.Before.Running.ContainsKey(service));
        if (started is null)
            yield break;

        yield return At(
            effect.Only.FirstOrDefault(name => name.Text == started)?.Place ?? at.Step.Place,
            new(
                $"Service '{started}' of release {code.Version} starts on store '{store.Store.Name}', which release {schema.Version} has migrated; restore a copy of release {code.Version} first",
                $"リリース {code.Version} のサービス '{started}' が、リリース {schema.Version} の移行が済んだストア '{store.Store.Name}' で起動します。先にリリース {code.Version} のコピーを復元してください"),
            [.. Trail(store, code.Place)]);
    }

    /// <summary>Whether the tree that is in place is older than what has migrated the data.</summary>
    internal static bool IsOld(State state, Trace trace) =>
        Migrated(state, trace) is { HasData: true, Schema: { } schema } && state.Deployed is { } code && schema.Version > code.Version;

    private static StoreState? Migrated(State state, Trace trace) =>
        trace.Facts.StoreIn(trace.Facts.Application.Migrations.Store, state.Deployed?.Version) is { } found && state.Stores.TryGetValue(found.Name, out var store) ? store : null;

    private static IEnumerable<RelatedPlace> Trail(StoreState store, SourcePlace release)
    {
        if (store.ChangedByTarget is { } changed)
            yield return new(changed.Place, new("the newer release is started here", "新しいリリースはここで起動されます"));

        yield return new(release, new("the older release is declared here", "古いリリースはここで宣言されています"));
    }
}
