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
    /// <exception cref="HopguardException">The plan does not lead from the one to the other.</exception>
    public Plan Begin(Plan plan, DeploymentSnapshot before, string? wanted)
    {
        if (plan.Range is null)
            return plan;

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

    /// <summary>Refuses a plan of one pair, or of none, where another version is asked for than it leads to.</summary>
    public void RequireGoal(Plan plan, string? wanted)
    {
        if (plan.Range is null && wanted is not null && (plan.To is null || !application.IsVersion(plan.To, wanted)))
            throw new HopguardException(
                plan.To is null ? $"Plan '{plan.Id}' keeps the version, and {wanted} is asked for" : $"Plan '{plan.Id}' leads to {plan.To}, and {wanted} is asked for",
                Look);
    }

    private Release? Release(string version) => application.Versions.TryObserve(version, out var read) ? application.FindRelease(read) : null;

    private Plan Expand(Plan plan, Release from, Release to)
    {
        var expanded = PlanExpansion.Of(application, plan, from, to);
        return expanded.Value ?? throw new HopguardException(
            $"Plan '{plan.Id}' cannot be used from {from.Version} to {to.Version}: {expanded.Findings.First(finding => finding.Severity == Severity.Error)}", "See what is wrong with --target=ValidatePlans");
    }
}
