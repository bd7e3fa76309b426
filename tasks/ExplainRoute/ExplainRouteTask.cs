using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Plans.Analysis;
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
        var asked = AskedRoute.Find(options, search, set => ToldForm.Write(output, RouteText.RenderLeftOut(set, options.Language)), outputs);
        var route = ExplainedRoute.Of(asked.Application, asked.Found, asked.Plans, plan => PlanAnalysis.Analyze(asked.Application, plan), asked.From);
        var lines = RouteText.Render(route, options.Language).ToList();
        ToldForm.Tell(options, output, lines, "html", () => RoutePage.Render(route, options.Language).TrimEnd('\n'));
        // Who approves an upgrade looks at the page of the job.
        JobSummary.Append(lines, MermaidDiagrams.OfRoute([.. route.Versions.Select(version => version.ToString())]));
    }
}
