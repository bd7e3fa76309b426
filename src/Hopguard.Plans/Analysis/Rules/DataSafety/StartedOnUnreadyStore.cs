using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP006: a service starts on a store that is empty or not verified yet.</summary>
public sealed class StartedOnUnreadyStore : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP006",
        new("A service starts on a store that is empty or not verified yet", "空または未検証のストアの上でサービスが起動する"),
        new(
            "A server initialises an empty store anew and an application creates its tables in it: the old data is then shut out while everything looks healthy.",
            "サーバーは空のストアを新規に初期化し、アプリケーションはそこにテーブルを作ります。すべて正常に見えたまま、元のデータは入れなくなります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => OnUnready(trace).Concat(Beside(trace));

    private IEnumerable<Finding> OnUnready(Trace trace)
    {
        // A server that starts alone on an empty store makes a fresh cluster of it: no mistake where a restore into that cluster is what comes next.
        var alone = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var transition in trace.Transitions)
        {
            if (transition.Effect is RestoresInPlace restores && transition.After.Stores.TryGetValue(restores.To, out var restored) && restored.HasData)
                alone.Remove(restores.To);

            if (transition.Effect is not StartsServices starts)
                continue;

            foreach (var finding in Check(starts, transition, trace, alone))
                yield return finding;
        }

        foreach (var finding in alone.Values)
            yield return finding;
    }

    private IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace, Dictionary<string, Finding> alone)
    {
        var started = at.After.Running.Keys.Where(service => !at.Before.Running.ContainsKey(service)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        foreach (var store in trace.Facts.StoresIn(at.Before))
        {
            // Data that was lost outright has its finding already: starting anew is all that is left to do.
            if (store.Store.Disposable || store.IsLost || (store.HasData && store.UnverifiedSince is null) || !store.Store.IsIn(at.Before.Deployed?.Version))
                continue;

            var users = started.Intersect(trace.Facts.UsersOf(store.Store), StringComparer.Ordinal).ToList();
            var finding = store.HasData ? Unverified(users, store, effect, at, trace) : Empty(users, store, effect, at);
            if (finding is null)
                continue;

            if (!store.HasData && users.TrueForAll(user => trace.Facts.Serves(user, store.Store)))
                alone[store.Store.Name] = finding;
            else
                yield return finding;
        }
    }

    // Containers that are made anew have what their compose files mount, whatever the old ones had.
    private IEnumerable<Finding> Beside(Trace trace)
    {
        var down = trace.Of<TakesDown>().FirstOrDefault()?.Step;
        var before = trace.Compose.VolumesOf(trace.Compose.From, []);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var at in trace.Of<StartsServices>())
        {
            if (at.Before.Switched is null && !(down?.Place.Start < at.Step.Place.Start))
                continue;

            foreach (var store in trace.Facts.StoresIn(at.Before).Where(store => IsDropped(store, at, trace) && told.Add(store.Store.Name)))
                yield return Dropped(store, at);

            var after = trace.Compose.VolumesOf(at.Before.Deployed, ((StartsServices)at.Effect).Files);
            foreach (var store in trace.Facts.StoresIn(at.Before).Where(store => store is { HasData: true, Store.Disposable: false } && store.Store.IsIn(at.Before.Deployed?.Version) && Starts(at, store.Store.Service)))
            {
                if (Beside(store, before, after, at) is { } finding && told.Add(store.Store.Name))
                    yield return finding;
            }
        }
    }

    private static bool IsDropped(StoreState store, Transition at, Trace trace) => store is { HasData: true, Store.Disposable: false }
        && at.Before.Deployed is { Version: { } version } && trace.Facts.StoreIn(store.Store.Name, version)?.IsIn(version) == false;

    private Finding Dropped(StoreState store, Transition at) => At(
        at.Step.Place,
        new(
            $"Release {at.Before.Deployed!.Version} has no store in the place of '{store.Store.Name}', whose data stays behind; name the one that takes it over with 'replaced-by' in the application's file, or declare it disposable",
            $"リリース {at.Before.Deployed.Version} には '{store.Store.Name}' に代わるストアがなく、データが取り残されます。アプリケーションのファイルの 'replaced-by' で引き継ぎ先を指定するか、破棄可能と宣言してください"),
        Related.Declared(store));

    private Finding? Beside(StoreState store, StoreVolumes before, StoreVolumes after, Transition at)
    {
        var (name, service) = (store.Store.Name, store.Store.Service);
        var place = PlaceOf(service, (StartsServices)at.Effect, at);
        if (store.Store.Mount is not null)
            return BesideFolder(store, before, after, place);
        if (after.IsElsewhere(store.Store))
        {
            return At(
                place,
                new(
                    $"Service '{service}' of release {after.Release!.Version} does not keep store '{name}' in volume '{store.Store.Volume}', which holds it, and would begin anew elsewhere; keep the volume, or bring the data over first",
                    $"リリース {after.Release.Version} のサービス '{service}' は、ストア '{name}' のデータがあるボリューム '{store.Store.Volume}' を使わず、別の場所で新規に初期化してしまいます。ボリュームを維持するか、先にデータを移してください"),
                new RelatedPlace(after.ServiceOf(store.Store)!.Name.Place, new("the service is declared here", "サービスの宣言")));
        }

        return store.IsReplaced || !before.IsElsewhere(store.Store) ? null : At(
            place,
            new(
                $"Service '{service}' would begin anew: in release {before.Release!.Version} store '{name}' does not lie in volume '{store.Store.Volume}' but goes with the container; dump it, and restore the dump into the volume first",
                $"リリース {before.Release.Version} のストア '{name}' はボリューム '{store.Store.Volume}' になく、コンテナーとともに失われるため、サービス '{service}' は新規に初期化してしまいます。先にダンプを取り、ボリュームに復元してください"),
            new RelatedPlace(before.ServiceOf(store.Store)!.Name.Place, new("the service is declared here", "サービスの宣言")));
    }

    // Compose files name the folder, and each release may name another one; a variable without a default stands for the same folder in both.
    private Finding? BesideFolder(StoreState store, StoreVolumes before, StoreVolumes after, SourcePlace place)
    {
        var (name, service) = (store.Store.Name, store.Store.Service);
        if (after.ServiceOf(store.Store) is not { } starting)
            return null;

        var was = before.ServiceOf(store.Store) is { } running ? StoreVolumes.MountOf(store.Store, running)?.Source : null;
        var declared = new RelatedPlace(starting.Name.Place, new("the service is declared here", "サービスの宣言"));
        if (after.IsElsewhere(store.Store))
        {
            return At(place, new(
                $"Service '{service}' of release {after.Release!.Version} keeps nothing in a folder of the host at '{store.Store.Mount}', where store '{name}' lies, and would begin anew elsewhere; keep the folder, or bring the data over first",
                $"リリース {after.Release.Version} のサービス '{service}' は、ストア '{name}' がある '{store.Store.Mount}' のホストのフォルダーを使わず、別の場所で新規に初期化してしまいます。フォルダーを維持するか、先にデータを移してください"), declared);
        }

        var will = StoreVolumes.MountOf(store.Store, starting)!.Source;
        return was is null || was == will ? null : At(place, new(
            $"Service '{service}' of release {after.Release!.Version} keeps store '{name}' in '{will}' and would begin anew there: until now it lies in '{was}'; keep the folder in an overlay of your own, or bring the data over first",
            $"リリース {after.Release.Version} のサービス '{service}' はストア '{name}' を '{will}' に置くため、新規に初期化してしまいます (これまでは '{was}')。自前のオーバーレイで従来のフォルダーを保つか、先にデータを移してください"), declared);
    }

    private static bool Starts(Transition at, string service) => at.After.Running.ContainsKey(service) && !at.Before.Running.ContainsKey(service);

    private Finding? Empty(List<string> users, StoreState store, StartsServices effect, Transition at) => users.Count == 0
        ? null
        : At(
            PlaceOf(users[0], effect, at),
            new(
                $"Service '{users[0]}' starts while store '{store.Store.Name}' is empty and would begin anew in it; promote a verified trial first",
                $"ストア '{store.Store.Name}' が空のままサービス '{users[0]}' が起動し、新規に初期化してしまいます。先に検証済みの試験用データベースを昇格させてください"),
            Related.Empty(store));

    private Finding? Unverified(List<string> users, StoreState store, StartsServices effect, Transition at, Trace trace)
    {
        var writer = users.Find(service => !trace.Facts.Serves(service, store.Store));
        return writer is null || store.UnverifiedSince is null
            ? null
            : At(
                PlaceOf(writer, effect, at),
                new(
                    $"Service '{writer}' starts while store '{store.Store.Name}' has not been compared since it was filled; add 'verify-store' before this step",
                    $"ストア '{store.Store.Name}' は中身を入れてから一度も照合されていませんが、サービス '{writer}' が起動します。このステップの前に 'verify-store' を追加してください"),
                new RelatedPlace(store.UnverifiedSince.Place, new("it is filled here", "中身はここで入れられます")));
    }

    private static SourcePlace PlaceOf(string service, StartsServices effect, Transition at) =>
        effect.Only.FirstOrDefault(name => name.Text == service)?.Place ?? at.Step.Place;
}
