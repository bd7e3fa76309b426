using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Plans.Routes;
using Hopguard.Reporting.Routes;
using Hopguard.Tasks.ExplainRoute;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.ValidatePlans;

namespace Hopguard.Tasks.ListArtifacts;

/// <summary>Lists what a way brings from elsewhere, for whoever has to carry it to a host without network, and fetches nothing.</summary>
[TaskName("ListArtifacts")]
[Category("Plans")]
[TaskDescription("Lists every archive, image and tool that the way from one version to another (--from, --to) needs, to be mirrored; fetches nothing. Ends with 0, 1 (no way) or 2")]
public sealed class ListArtifactsTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context) =>
        List(context.Options, new PlanSearch(context.Environment.WorkingDirectory.FullPath), Console.Out, Console.Error, context.Outputs);

    internal static void List(OptionValues options, PlanSearch search, TextWriter output, TextWriter remarks, OutputValues outputs)
    {
        // The list is for programs in either form: what is said of the plans stands beside it.
        var route = AskedRoute.Find(options, search, set => ToldForm.Write(remarks, RouteText.RenderLeftOut(set, options.Language)), outputs);
        var hops = HopArtifacts.Of(route.Application, route.Found);
        ToldForm.Tell(
            options, output, [.. ArtifactText.Render(route.Application, hops, route.From, options.Language)], "json", () => ArtifactText.RenderJson(route.Application, hops, route.From));
    }
}
