using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;

namespace Hopguard.Engine.Runs;

/// <summary>
/// Finds what an upgrade has to do: what is left of the route that was begun, else the hops from the installed version to the wanted one. Only looks, so that the way can be shown before
/// anything happens; whoever opens a hop asks again, under the claim.
/// </summary>
public sealed class RouteFinder(RunServices services, Application application, RunOptions options, IReadOnlyList<Plan> plans, CommandHints hints)
{
    private readonly RunLibrary _library = RunLibrary.Of(options);

    /// <summary>Whether the way is only shown: from the version that the operator names where what is installed cannot be found out.</summary>
    public bool IsLook { get; init; }

    /// <summary>The hops; null where nothing can be said now, since somebody else works on the deployment or it cannot be asked: whoever opens a run is told why.</summary>
    /// <exception cref="HopguardException">What is asked for contradicts what was begun or is installed, or the hops do not go together.</exception>
    public async Task<RouteAhead?> FindAsync(CancellationToken cancellationToken)
    {
        RequireVersions();
        if (_library.FindBlocking() is { } begun)
            return On(begun.History.Start!.Before).Left(begun);
        var read = await FindInstalledAsync(cancellationToken);
        if ((read?.Version ?? (IsLook ? options.From : null)) is not { } found || !application.Versions.TryObserve(found, out var installed))
            return null;

        return (read is null ? this : On(read)).FindFrom(found, installed) is { } ahead ? ahead with { IsAssumed = read is null } : null;
    }

    // Found as it will be run: on the base that the deployment has.
    private RouteFinder On(DeploymentSnapshot before) =>
        DeployedBase.Of(application, before) is var seen && ReferenceEquals(seen, application) ? this : new RouteFinder(services, seen, options, plans, hints) { IsLook = IsLook };

    private RouteAhead? FindFrom(string found, ReleaseVersion installed)
    {
        RequireInstalled(installed);
        var wanted = options.To is { } to ? VersionOf(to, "to") : Goal(installed);
        if (wanted is null)
            return null;
        var accepted = FindAccepted(installed);
        if (wanted.Equals(installed) || (options is { To: null, DeleteRetired: true } && (accepted is not null || IsOver(installed))))
            return new RouteAhead(found, (accepted ?? (options.GiveUp is null ? null : FindLeadingTo(installed))) is { } last ? [last] : []) { Application = application, IsBegun = true };

        var stops = options.StopAt.Select(stop => VersionOf(stop, "stop-at")).OfType<ReleaseVersion>().Where(stop => stop > installed && stop < wanted).Order().ToList();
        if (wanted > installed)
            RequireStops(installed, wanted);
        return FindWay(found, installed, [.. stops, wanted]);
    }

    private RouteAhead FindWay(string found, ReleaseVersion installed, List<ReleaseVersion> goals)
    {
        var (from, legs) = (installed, new List<IReadOnlyList<Plan>>());
        foreach (var goal in goals)
        {
            var leg = RoutePlanner.Find(application, plans, from, goal);
            if (leg is Route.Refused refused)
                return new RouteAhead(found, []) { Application = application, Refused = refused };

            legs.Add(((Route.Found)leg).Hops);
            from = goal;
        }

        var hops = legs[0].Select(hop => new RouteHop(hop.Id, hop.Hash, hop.From!.ToString(), hop.To!.ToString())).ToList();
        return Ahead(found, legs[0], hops.Count > 1 ? new RoutePlace(string.Empty, 1, hops) : null) with { Beyond = [.. legs.Skip(1).SelectMany(leg => leg)] };
    }

    private RouteAhead Ahead(string from, IReadOnlyList<Plan> hops, RoutePlace? place)
    {
        new RouteFit(options).Require(hops, place);
        return new RouteAhead(from, options.UntilStop ? [.. hops.Take(1)] : hops) { Application = application, Place = place, Later = options.UntilStop ? [.. hops.Skip(1)] : [] };
    }

    private RouteAhead? Left((RunFolder Folder, RunHistory History) begun)
    {
        var (start, state) = (begun.History.Start!, begun.History.State());
        var pairs = new PairChoice(application, plans);
        // A procedure, or a plan of another build: whoever opens the run knows what to say.
        if (plans.FirstOrDefault(plan => plan.Id == start.PlanId) is not { Procedure: null, IsOfBase: false } written)
            return null;

        var plan = pairs.Of(written, start);
        var place = start.Route;
        var isReached = state == RunState.AwaitingAcceptance;
        var endsHere = isReached && options.To is { } stop && IsVersion(plan.To!.ToString(), stop);
        if (!endsHere)
            RequireGoal(begun.History, place?.To ?? plan.To!.ToString());
        if (place is null || endsHere || state == RunState.RollingBack || (isReached && place.IsLast))
            return new RouteAhead(start.Before.Version, [plan]) { Application = application, Place = place, IsBegun = true };
        if (options.Accept && isReached)
        {
            throw new HopguardException(
                $"Version {plan.To} is a stop on the way to {place.To}, and a route is accepted at its end; nothing was changed", $"Go on without --accept, or name the stop where it shall end: --to={plan.To}")
            { Commands = hints.For(begun.History).WaysOut(begun.History) };
        }

        var next = isReached ? place with { Hop = place.Hop + 1 } : place;
        var hops = next.Hops.Skip(next.Hop - 1).Select(PlanOf).ToList();
        return Ahead(next.Hops[next.Hop - 1].From, hops, next) with { IsBegun = true };

        Plan PlanOf(RouteHop hop) => plans.FirstOrDefault(other => other.Id == hop.PlanId) is { } other && pairs.Of(other, hop) is var expanded && expanded.Hash == hop.PlanHash
            ? expanded
            : throw new HopguardException($"Plan '{hop.PlanId}' is not the one with which route '{place.Id}' was begun", "Use the Hopguard that began the route to finish it, or roll it back") { Commands = [$"to roll back: {hints.RollBack}"] };
    }

    // What was asked for when it was begun is done first.
    private void RequireGoal(RunHistory begun, string leadsTo)
    {
        var start = begun.Start!;
        var wanted = options.StopAt.FirstOrDefault(stop => IsVersion(leadsTo, stop)) ?? options.To;
        if (wanted is null || IsVersion(leadsTo, wanted))
            return;

        var passed = _library.Unfinished().Select(run => run.History.Start!).Where(run => run.RunId == start.RunId || start.Route?.IsWith(run.Route) == true).Any(run => IsVersion(run.Before.Version, wanted));
        throw passed
            ? new HopguardException($"Version {wanted} is where run '{start.RunId}' or its route came from, and an upgrade never leads down; nothing was changed", "Roll back to it")
            { Commands = [start.Route is null ? $"to roll back: {hints.For(begun).RollBack}" : $"to roll back to {wanted}: {hints.For(begun).RollBack} --to-stop={wanted}"] }
            : new HopguardException($"Run '{start.RunId}' leads to {leadsTo}, not to {wanted}", "Finish it first, or roll it back") { Commands = hints.For(begun).WaysOut(begun) };
    }

    // What is no version is told, whatever can be found out of the deployment.
    private void RequireVersions()
    {
        foreach (var (text, option) in options.StopAt.Select(stop => ((string?)stop, "stop-at")).Append((options.To, "to")).Append((options.From, "from")))
        {
            if (text is not null)
                VersionOf(text, option);
        }
    }

    private void RequireInstalled(ReleaseVersion installed)
    {
        if (options.From is { } said && !IsVersion(installed.ToString(), said))
            throw new HopguardException($"Version {installed} of {application.Title} is installed, not {said}; nothing was changed", "Leave --from out, or write --from=auto: the installed version is read");
    }

    private void RequireStops(ReleaseVersion installed, ReleaseVersion wanted)
    {
        foreach (var stop in options.StopAt)
        {
            var version = VersionOf(stop, "stop-at");
            if (application.FindRelease(version) is null || version > wanted || (version <= installed && !IsPassed(stop)))
                throw new HopguardException($"Version {stop} is no stop on the way from {installed} to {wanted}; nothing was changed", "See the way with --target=ExplainRoute, and name releases between the two with --stop-at");
        }
    }

    // The same command begins the next part behind a stop that was accepted, and names it still.
    private bool IsPassed(string stop) => Histories(RunState.Accepted, RunState.Finished).Any(history => IsVersion(history.Start!.Before.Version, stop) || HasLedTo(history, stop));

    // What it put aside is deleted already: the same command once more has nothing to do, and least of all an upgrade to what has come out since.
    private bool IsOver(ReleaseVersion installed) => Histories(RunState.Finished).Any(history => HasLedTo(history, installed.ToString()));

    private IEnumerable<RunHistory> Histories(params RunState[] states) => _library.Runs().Select(run => run.History).Where(history => states.Contains(history.State()));

    private bool HasLedTo(RunHistory history, string version) =>
        (history.Start!.To ?? plans.FirstOrDefault(plan => plan.Id == history.Start.PlanId)?.To?.ToString()) is { } to && IsVersion(to, version);

    private ReleaseVersion VersionOf(string text, string option) => application.Versions.TryObserve(text, out var version)
        ? version
        : throw new HopguardException($"'{text}' is no version of {application.Title}; nothing was changed", DidYouMean.Remedy(text, application.Releases.Select(release => release.Version.ToString()), $"Write one such as --{option}={application.Releases[^1].Version}"));

    private bool IsVersion(string one, string other) => application.Versions.TryObserve(one, out var read) && application.IsVersion(read, other);

    // A plan that was written for the installed version alone leads where the vendor's own guide does; behind its end, a range leads on only when it is told where to.
    private ReleaseVersion? Goal(ReleaseVersion installed)
    {
        var written = plans.Where(plan => plan is { From: not null, To: not null } && plan.From < plan.To).ToList();
        var goal = installed;
        while (written.Where(plan => plan.From!.Equals(goal)).Max(plan => plan.To) is { } next)
            goal = next;

        return goal > installed || written.Exists(plan => plan.To!.Equals(installed)) ? goal : Newest();
    }

    private ReleaseVersion? Newest() => plans.Where(plan => !plan.IsOfBase).Select(plan => plan.Range is { } range ? range.To.Last ?? application.Releases[^1].Version : plan.To).OfType<ReleaseVersion>().DefaultIfEmpty().Max();

    private Plan? FindAccepted(ReleaseVersion installed) => _library.Unfinished().Where(run => run.History.State() == RunState.Accepted)
        .Select(run => run.History.Start!).Reverse()
        .Select(start => plans.FirstOrDefault(plan => plan.Id == start.PlanId) is { Procedure: null, IsOfBase: false } written ? new PairChoice(application, plans).Of(written, start) : null)
        .FirstOrDefault(plan => plan?.To?.Equals(installed) == true);

    // A run is given up by whoever opens one: here one of a hop that is over.
    private Plan? FindLeadingTo(ReleaseVersion installed) => plans.FirstOrDefault(plan => plan is { IsOfBase: false, From: not null } && installed.Equals(plan.To))
        ?? plans.Where(plan => !plan.IsOfBase)
            .SelectMany(plan => PlanExpansion.PairsOf(application, plan, plans).Where(pair => pair.To.Version.Equals(installed)).TakeLast(1).Select(pair => PlanExpansion.Of(application, plan, pair.From, pair.To).Value))
            .OfType<Plan>().LastOrDefault();

    // A run that the engine knows and whose folder is gone, or lies elsewhere, is not over, whatever is installed.
    private bool IsHere(ClaimRecord run) => run.StateId == StateIdentity.Find(_library.StateFolder) && (run.RunId.Length == 0 || _library.Has(run.RunId));

    private async Task<DeploymentSnapshot?> FindInstalledAsync(CancellationToken cancellationToken)
    {
        try
        {
            var claim = await services.Host.FindClaimAsync(options.Project, options.DeploymentFolder, cancellationToken);
            if (claim.Holder is not null || (claim.Run is { } run && options.GiveUp is null && !IsHere(run)))
                return null;

            return await services.Deployment.InspectAsync(application, options, cancellationToken);
        }
        catch (HopguardException)
        {
            return null;
        }
    }
}
