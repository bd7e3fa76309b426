using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Engine.Runs;

/// <summary>Makes of a plan for many pairs of versions that of the pair which a run is of. Chosen when the run begins, the pair stands in its journal, and nothing changes it afterwards.</summary>
public sealed class PairChoice(Application application, IReadOnlyList<Plan> plans)
{
    private const string Look = "See the way with --target=ExplainRoute, and choose a version with --to; nothing was changed";

    /// <summary>The plan of a run that was begun; the plan itself where it serves one pair.</summary>
    /// <exception cref="HopguardException">The application's file no longer has the releases of the run.</exception>
    public Plan Of(Plan plan, JournalEntry.RunStarted start)
    {
        if (plan.Range is null || start.PlanId != plan.Id || start.To is null)
            return plan;

        if (plan.Range.Base is { } change)
        {
            return start.Base is { } majors && Release(start.Before.Version) is { } release
                ? Expand(plan, PlanExpansion.On(application, change, release, majors.From), PlanExpansion.On(application, change, release, majors.To))
                : throw new HopguardException($"Release {start.Before.Version} of run '{start.RunId}' is not listed in '{application.Path}'", "Use the Hopguard that began the run");
        }

        return Release(start.Before.Version) is { } from && Release(start.To) is { } to
            ? Expand(plan, from, to)
            : throw new HopguardException($"Run '{start.RunId}' leads from {start.Before.Version} to {start.To}, which are not both listed in '{application.Path}'", "Use the Hopguard that began the run");
    }

    /// <summary>The plan of a hop of a route.</summary>
    /// <exception cref="HopguardException">The application's file no longer has its releases.</exception>
    public Plan Of(Plan plan, RouteHop hop) => plan.Range is null ? plan
        : Release(hop.From) is { } from && Release(hop.To) is { } to ? Expand(plan, from, to)
        : throw new HopguardException($"The route leads from {hop.From} to {hop.To}, which are not both listed in '{application.Path}'", "Use the Hopguard that began the route");

    /// <summary>The plan of a run that begins.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="before">What runs.</param>
    /// <param name="wanted">The version that is asked for; null for the newest that the plan leads to.</param>
    /// <param name="major">The PostgreSQL major that is asked for; null for the only one that the plan leads to.</param>
    /// <exception cref="HopguardException">The plan does not lead from the one to the other.</exception>
    public Plan Begin(Plan plan, DeploymentSnapshot before, string? wanted, int? major)
    {
        if (plan.Range is null)
            return plan;
        if (plan.Range.Base is { } change)
            return BeginBase(plan, change, before, MajorOf(plan, major) ?? throw Unchosen(plan, change));

        var goal = wanted is null ? null : Release(wanted)
            ?? throw new HopguardException($"Version '{wanted}' of {application.Title} is not listed in '{application.Path}'", Look);
        var ways = PlanExpansion.PairsOf(application, plan, plans).Where(pair => application.IsVersion(pair.From.Version, before.Version)).ToList();
        if (ways.Count == 0)
            throw new HopguardException($"Project '{before.Project}' runs version {before.Version}, and plan '{plan.Id}' does not start from it", "Choose a plan that starts from the installed version; nothing was changed");

        var chosen = goal is null ? ways[^1] : ways.Find(pair => pair.To.Version.Equals(goal.Version));
        return chosen.To is not null
            ? Expand(plan, chosen.From, chosen.To)
            : throw new HopguardException($"Plan '{plan.Id}' does not lead from {before.Version} to {wanted}", Look);
    }

    /// <summary>The major that a plan for the base below the version shall lead to; null where that has to be chosen.</summary>
    public static int? MajorOf(Plan plan, int? wanted) => wanted ?? (plan.Range?.Base is { To.IsOne: true } change ? change.To.First : null);

    /// <summary>Whether a deployment is where a plan leads, so that nothing is left to do but the last steps of a run that was accepted.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="before">What runs.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="isAccepted">Whether an accepted run of the plan led to what runs.</param>
    public bool IsThere(Plan plan, DeploymentSnapshot before, RunOptions options, Func<bool> isAccepted)
    {
        // A plan for another base is where the server is of the major that is asked for.
        if (plan.IsOfBase)
        {
            return (plan.Base?.To.PostgreSqlMajor ?? MajorOf(plan, options.Postgres)) is { } major
                ? before.Majors.TryGetValue(plan.Base?.Store ?? plan.Range!.Base!.Store, out var installed) && installed == major
                : options.DeleteRetired && isAccepted();
        }

        // One for many pairs of versions leads where it is told to, or to what waits for its last step.
        // A procedure that was accepted is over but for what waits to be deleted: it is not begun anew for that.
        return plan.Range is null
            ? plan.To is not null ? application.IsVersion(plan.To, before.Version) : options.DeleteRetired && isAccepted()
            : application.Versions.TryObserve(before.Version, out var version) && (options.To is { } wanted ? application.IsVersion(version, wanted) : options.DeleteRetired && isAccepted());
    }

    /// <summary>Refuses a plan of one pair, or of none, where another version is asked for than it leads to.</summary>
    public void RequireGoal(Plan plan, string? wanted)
    {
        if (plan.IsOfBase && wanted is not null)
            throw new HopguardException($"Plan '{plan.Id}' keeps the version, and {wanted} is asked for", Look);
        if (plan.Range is null && wanted is not null && (plan.To is null || !application.IsVersion(plan.To, wanted)))
            throw new HopguardException(
                plan.To is null ? $"Plan '{plan.Id}' keeps the version, and {wanted} is asked for" : $"Plan '{plan.Id}' leads to {plan.To}, and {wanted} is asked for",
                Look);
    }

    private Plan BeginBase(Plan plan, BaseRange change, DeploymentSnapshot before, int major)
    {
        if (Release(before.Version) is not { } release || !plan.Range!.From.Contains(release.Version))
            throw new HopguardException($"Project '{before.Project}' runs version {before.Version}, which plan '{plan.Id}' does not serve", "Choose a plan that keeps the installed version; nothing was changed");
        if (!before.Majors.TryGetValue(change.Store, out var installed))
            throw new HopguardException($"The server of store '{change.Store}' does not tell which PostgreSQL it is; nothing was changed", "Look at the log of its service, and run the same command again when it answers");
        if (major < installed)
            throw new HopguardException($"Store '{change.Store}' runs on PostgreSQL {installed}, and {major} is asked for, which is older; nothing was changed", $"Choose a newer one of {change.To} with --postgres: a way down is a rollback, or a restore");
        if (!change.Pairs.Contains((installed, major)))
            throw new HopguardException($"Plan '{plan.Id}' leads from PostgreSQL {change.From} to {change.To}, and not from {installed}, which runs, to {major}; nothing was changed", "Choose another major with --postgres");

        return Expand(plan, PlanExpansion.On(application, change, release, installed), PlanExpansion.On(application, change, release, major));
    }

    private static HopguardException Unchosen(Plan plan, BaseRange change) =>
        new($"Plan '{plan.Id}' leads to PostgreSQL {change.To}, and none of them is chosen; nothing was changed", $"Choose one of {change.To} with --postgres");

    private Release? Release(string version) => application.Versions.TryObserve(version, out var read) ? application.FindRelease(read) : null;

    private Plan Expand(Plan plan, Release from, Release to)
    {
        var expanded = PlanExpansion.Of(application, plan, from, to);
        return expanded.Value ?? throw new HopguardException(
            $"Plan '{plan.Id}' cannot be used from {from.Version} to {to.Version}: {expanded.Findings.First(finding => finding.Severity == Severity.Error)}", "See what is wrong with --target=ValidatePlans");
    }
}
