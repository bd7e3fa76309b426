using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Routes;

/// <summary>Finds the way from one version to another over an application's hops.</summary>
public static class RoutePlanner
{
    /// <summary>
    /// The chain with the fewest hops; of two equally long ones the one that gets further first. A plan for many pairs of versions is a hop for each of them, so that it goes as far as it
    /// may: to the version that is wanted, or to where every upgrade has to stop or had better. Where there is a choice, no release that is to be avoided is a stop.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="plans">Its plans; procedures among them are left out.</param>
    /// <param name="installed">The version that runs.</param>
    /// <param name="wanted">The version that is to run.</param>
    public static Route Find(Application application, IEnumerable<Plan> plans, ReleaseVersion installed, ReleaseVersion wanted)
    {
        if (wanted < installed)
        {
            // Else whoever mistyped it would be told of a version that nobody asked for.
            if (application.Releases.LastOrDefault()?.Version is { } newest && newest < installed)
                return FromUnknown(application, installed, newest);

            return new Route.Refused(
                new(
                    $"Version '{wanted}' of {application.Title} is older than '{installed}', and a hop never leads down",
                    $"{application.Title} の '{wanted}' は '{installed}' より古いバージョンです。ホップで古いバージョンに進むことはありません"),
                new(
                    "Roll back the run that led up, or restore a copy that was taken with the older version",
                    "そこまで進めた実行をロールバックするか、古いバージョンで取得したコピーを復元してください"));
        }

        var all = plans.ToList();
        var known = HopsOf(application, all, wanted);
        var reached = Reach(Advised(application, known, wanted), installed);
        // What is only advised is no reason for not getting there.
        if (!reached.ContainsKey(wanted))
            reached = Reach(known, installed);

        return !reached.TryGetValue(wanted, out var chain) ? Gap(application, reached.Keys.Max(), installed, wanted)
            : chain.Select(hop => hop.Plan.Value).ToList() is var hops && hops.Contains(null) ? Unfit(chain[hops.IndexOf(null)])
            : new Route.Found([.. hops.Select(hop => hop!)]);
    }

    private static Route.Refused FromUnknown(Application application, ReleaseVersion installed, ReleaseVersion newest) => new(
        new(
            $"Version '{installed}' of {application.Title} is newer than '{newest}', the newest that is known here, so no hop starts from it",
            $"{application.Title} の '{installed}' は、ここで知られている最新の '{newest}' より新しいため、そこから始まるホップはありません"),
        new("Name a version that is known, or use a Hopguard that knows that one", "知られているバージョンを指定するか、そのバージョンを知っている Hopguard を使ってください"));

    private static ILookup<ReleaseVersion, Hop> Advised(Application application, ILookup<ReleaseVersion, Hop> hops, ReleaseVersion wanted)
    {
        var avoided = new HashSet<ReleaseVersion>(application.Releases.Where(release => release.Avoid is not null && release.Version != wanted).Select(release => release.Version));
        var stops = application.Releases.Where(release => release.AdvisedStop is not null).Select(release => release.Version).ToList();
        return hops.SelectMany(hop => hop).Where(hop => !avoided.Contains(hop.To) && !stops.Exists(stop => stop > hop.From && stop < hop.To)).ToLookup(hop => hop.From);
    }

    private static ILookup<ReleaseVersion, Hop> HopsOf(Application application, List<Plan> plans, ReleaseVersion wanted)
    {
        var single = plans.Where(plan => plan is { From: not null, To: not null } && plan.From < plan.To)
            .Select(plan => new Hop(plan.From!, plan.To!, plan.Id, new Lazy<Plan?>(() => plan)));
        var ranged = plans.Where(plan => !plan.IsOfBase).SelectMany(plan => PlanExpansion.PairsOf(application, plan, plans)
            .Select(pair => new Hop(pair.From.Version, pair.To.Version, plan.Id, new Lazy<Plan?>(() => PlanExpansion.Of(application, plan, pair.From, pair.To).Value))));
        return single.Concat(ranged).Where(hop => hop.To <= wanted).ToLookup(hop => hop.From);
    }

    private static Dictionary<ReleaseVersion, ImmutableArray<Hop>> Reach(ILookup<ReleaseVersion, Hop> hops, ReleaseVersion installed)
    {
        var reached = new Dictionary<ReleaseVersion, ImmutableArray<Hop>> { [installed] = [] };
        var next = new Queue<ReleaseVersion>([installed]);
        while (next.Count > 0)
        {
            var from = next.Dequeue();
            foreach (var hop in hops[from].OrderByDescending(hop => hop.To))
            {
                if (reached.ContainsKey(hop.To))
                    continue;

                reached.Add(hop.To, reached[from].Add(hop));
                next.Enqueue(hop.To);
            }
        }

        return reached;
    }

    private static Route.Refused Unfit(Hop hop) => new(
        new Message($"Plan '{hop.PlanId}' makes no sense for the hop from '{hop.From}' to '{hop.To}'", $"プラン '{hop.PlanId}' は '{hop.From}' から '{hop.To}' へのホップに使えません"),
        new("See what is wrong with --target=ValidatePlans", "--target=ValidatePlans で問題を確認してください"));

    private sealed record Hop(ReleaseVersion From, ReleaseVersion To, string PlanId, Lazy<Plan?> Plan);

    private static Route.Refused Unknown(Application application, ReleaseVersion installed, ReleaseVersion wanted)
    {
        var none = new Message($"There is no way from '{installed}' to '{wanted}': ", $"'{installed}' から '{wanted}' への経路がありません。");
        var (before, after) = (application.Releases.LastOrDefault(release => release.Version < wanted)?.Version, application.Releases.FirstOrDefault(release => release.Version > wanted)?.Version);
        if (after is null)
        {
            return new Route.Refused(
                none + new Message($"it is newer than '{before}', the newest release of {application.Title} that is known here", $"ここで知られている {application.Title} の最新リリース '{before}' より新しいバージョンです"),
                new(
                    $"Use a newer Hopguard, or go there on what is known of '{before}' with --allow-unknown-release",
                    $"新しい Hopguard を使うか、--allow-unknown-release を付けて '{before}' の情報で進んでください"));
        }

        return new Route.Refused(
            none + new Message($"{application.Title} has no such release", $"{application.Title} にそのリリースはありません"),
            new($"Choose '{before ?? after}' or '{after}' with --to", $"--to で '{before ?? after}' または '{after}' を選んでください"));
    }

    private static Route.Refused Gap(Application application, ReleaseVersion furthest, ReleaseVersion installed, ReleaseVersion wanted)
    {
        if (application.FindRelease(wanted) is null && application.Releases.Length > 0)
            return Unknown(application, installed, wanted);

        var where = furthest == installed
            ? new Message($"no hop of {application.Title} starts from '{installed}' towards it", $"'{installed}' から先へ進む {application.Title} のホップがありません")
            : new($"the hops of {application.Title} end at '{furthest}'", $"{application.Title} のホップは '{furthest}' で終わっています");
        return new Route.Refused(
            new Message($"There is no way from '{installed}' to '{wanted}': ", $"'{installed}' から '{wanted}' への経路がありません。") + where,
            new($"Add a plan that starts from '{furthest}', or choose another version", $"'{furthest}' から始まるプランを追加するか、別のバージョンを選んでください"));
    }
}
