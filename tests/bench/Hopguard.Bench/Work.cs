using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;

namespace Hopguard.Bench;

/// <summary>What is measured. Each returns what it found, so that a benchmark of work that was not done fails.</summary>
internal static class Work
{
    /// <summary>Reads and judges files, as the command line does.</summary>
    public static int Validate(IReadOnlyList<PlanFile> files)
    {
        var (plans, findings) = PlanAnalysis.Validate(files);
        Judge(findings);
        return plans.Plans.Length;
    }

    /// <summary>Reads an application's files, finds the way over all of its hops, and judges each.</summary>
    public static int ValidateRoute(IReadOnlyList<PlanFile> files)
    {
        var plans = PlanSet.Read(files);
        var application = plans.Applications.Single();
        var route = RoutePlanner.Find(application, plans.Plans, application.Releases[0].Version, application.Releases[^1].Version);
        var hops = ((Route.Found)route).Hops;
        Judge(hops.SelectMany(hop => PlanAnalysis.Analyze(application, hop)));
        return hops.Sum(hop => hop.Steps.Length);
    }

    /// <summary>Judges one plan that has been read.</summary>
    public static ImmutableArray<Finding> Analyze(Plan plan) => PlanAnalysis.Analyze(LongPlan.Application, plan);

    private static void Judge(IEnumerable<Finding> findings)
    {
        if (findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error)
            throw new InvalidOperationException($"A good plan has errors: {error}");
    }
}
