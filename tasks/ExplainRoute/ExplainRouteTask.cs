using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;
using Hopguard.Reporting.Routes;
using Hopguard.Reporting.Summaries;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.ValidatePlans;

namespace Hopguard.Tasks.ExplainRoute;

/// <summary>Shows the chain of hops between two versions with its reasons, and runs nothing.</summary>
[TaskName("ExplainRoute")]
[Category("Plans")]
[TaskDescription("Shows the hops from one version to another (--from, --to), and why just these; runs nothing. Ends with 0, 1 (no way) or 2")]
public sealed class ExplainRouteTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context) => Explain(context.Options, new PlanSearch(context.Environment.WorkingDirectory.FullPath), Console.Out, context.Outputs);

    internal static void Explain(OptionValues options, PlanSearch search, TextWriter output, OutputValues outputs)
    {
        var wanted = options.List(OptionCatalogue.Plans) ?? ["plans"];
        var set = PlanSet.Read(search.Read(wanted));
        foreach (var line in RouteText.RenderLeftOut(set, options.Language))
            output.WriteLine(line);
        if (!set.HoldsPlans)
            throw PlanSearch.Without(string.Join(", ", wanted));

        var application = ApplicationOf(set, options.Text(OptionCatalogue.Application));
        var plans = set.PlansOf(application);
        var from = VersionOf(application, options, OptionCatalogue.From) ?? OldestOf(application, plans);
        var to = VersionOf(application, options, OptionCatalogue.To) ?? application.Releases[^1].Version;
        outputs[OutputCatalogue.VersionBefore] = from.ToString();
        outputs[OutputCatalogue.VersionAfter] = to.ToString();
        switch (RoutePlanner.Find(application, plans, from, to))
        {
            case Route.Found found:
                var lines = RouteText.Render(application, found, plans, plan => PlanAnalysis.Analyze(application, plan), from, options.Language).ToList();
                foreach (var line in lines)
                    output.WriteLine(line);
                // Who approves an upgrade looks at the page of the job.
                JobSummary.Append(lines);
                outputs.Tell(OutputCatalogue.Hops, found.Hops.Length);
                break;
            case Route.Refused refused:
                throw new HopguardException(refused.What.In(options.Language), refused.Remedy.In(options.Language)) { ExitCode = ExitCodes.Findings };
        }
    }

    private static Application ApplicationOf(PlanSet set, string? wanted) =>
        set.Applications.Where(application => wanted is null || application.Name == wanted).ToList() switch
        {
            [var only] => only,
            [] when wanted is null => throw ExitCodes.Unusable("No application can be read from the plans", "See what is wrong with --target=ValidatePlans"),
            [] => throw ExitCodes.Unusable($"Application '{wanted}' is not among the plans", DidYouMean.Remedy(wanted!, [.. set.Applications.Select(application => application.Name)], "Choose one with --application")),
            var several => throw ExitCodes.Unusable(
                $"The plans are of {Counts.Of(several.Count, "application")}: {string.Join(", ", several.Select(application => application.Name))}", "Choose one with --application"),
        };

    // A release that no hop starts from leads nowhere: who asks for the whole way means that of the plans.
    private static ReleaseVersion OldestOf(Application application, IEnumerable<Plan> plans) =>
        plans.Select(plan => plan.From).OfType<ReleaseVersion>().DefaultIfEmpty(application.Releases[0].Version).Min()!;

    private static ReleaseVersion? VersionOf(Application application, OptionValues options, Option option) =>
        options.Text(option) is not { } text ? null
        : application.Versions.TryRead(text, out var version) ? version
        : throw ExitCodes.Unusable($"Option '--{option.Name}': '{text}' is no version of {application.Title}", $"Write one such as --{option.Name}={application.Releases[^1].Version}");
}
