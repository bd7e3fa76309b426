using Hopguard.Engine.Journals;
using Hopguard.Engine.Sources;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Whether hops go together as one run: what a later hop would refuse, or could not do beside an earlier one, is said before the first begins.</summary>
internal sealed class RouteFit(RunOptions options)
{
    /// <summary>Refuses hops that do not.</summary>
    public void Require(IReadOnlyList<Plan> hops, RoutePlace? place)
    {
        BuildFit.Require(options, hops);
        if (place is null)
            return;

        RequireWaiting(hops);
        RequireOwnTrees(hops);
        if (!options.UntilStop)
            RequireSources(hops);
    }

    // A run that ends by itself closes the way back to the hops before it.
    private static void RequireWaiting(IReadOnlyList<Plan> hops)
    {
        if (hops.FirstOrDefault(hop => !hop.Steps.Any(step => step is Accept)) is { } endless)
            throw new HopguardException($"Plan '{endless.Id}' has no step 'accept', so it cannot be a hop of a route that goes back as one; nothing was changed", $"Add the step to '{endless.Path}', or go hop by hop with --to");
    }

    private static void RequireOwnTrees(IReadOnlyList<Plan> hops)
    {
        var names = hops.SelectMany(hop => hop.Steps.OfType<SwitchSource>()).Select(step => step.KeepAs.Text).ToList();
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new HopguardException($"Two hops of the route keep the old source tree as '{twice.Key}'; nothing was changed", "Give each a name of its own with 'keep-as' in their plans, or accept the first with --stop-at before the other");
    }

    // One source serves one hop, and which one nobody but the operator knows; a folder tells it by the names of its archives.
    private void RequireSources(IReadOnlyList<Plan> hops)
    {
        var fetching = hops.Where(hop => hop.Steps.Any(step => step is FetchSource)).ToList();
        if (fetching.Count < 2)
            return;

        if (SourceFolder.Of(options.Source) is { } folder)
        {
            foreach (var hop in fetching)
                folder.Require(hop.To!.ToString(), options.SourceSha256);
            return;
        }

        var named = options.Source ?? options.SourceSha256;
        var unproved = fetching.FirstOrDefault(hop => hop.Steps.OfType<FetchSource>().Any(fetch => fetch.Sha256 is null));
        if (named is not null || unproved is not null)
        {
            throw new HopguardException(
                $"The route fetches {fetching.Count} sources, for {string.Join(", ", fetching.Select(hop => hop.To))}, and {(named is null ? $"plan '{unproved!.Id}' has no SHA-256 for its own" : "one was named")}; nothing was changed",
                "Name a folder with their archives and a SHA256SUMS with --source, or go from stop to stop with --until-stop and name the source of the next hop each time");
        }
    }
}
