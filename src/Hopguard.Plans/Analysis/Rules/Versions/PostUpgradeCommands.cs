using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>The commands that releases on the way of a hop want to have run once.</summary>
internal static class PostUpgradeCommands
{
    /// <summary>Those of the releases behind the one that the hop starts from, up to the one it leads to.</summary>
    public static IEnumerable<(Release Release, PostUpgradeCommand Command)> Of(Trace trace) =>
        trace.Facts.Application.Releases
            .Where(release => trace.Plan.From is not null && release.Version > trace.Plan.From && trace.Plan.To is not null && release.Version <= trace.Plan.To)
            .SelectMany(release => release.PostUpgrade.Select(command => (release, command)));
}
