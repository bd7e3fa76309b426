using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
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
        var route = AskedRoute.Find(options, search, set => AskedRoute.Write(output, RouteText.RenderLeftOut(set, options.Language)), outputs);
        var lines = RouteText.Render(route.Application, route.Found, route.Plans, Judge, route.From, options.Language).ToList();
        AskedRoute.Tell(options, output, lines, "html", () => RoutePage.Render(route.Application, route.Found, route.Plans, Judge, route.From, options.Language).TrimEnd('\n'));
        // Who approves an upgrade looks at the page of the job.
        JobSummary.Append(lines);

        IReadOnlyCollection<Finding> Judge(Plan plan) => PlanAnalysis.Analyze(route.Application, plan);
    }
}
