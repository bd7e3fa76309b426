using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Handlers;

/// <summary>The releases that a hop leads over: behind the one that it starts from, and up to the one that it leads to.</summary>
internal static class CrossedReleases
{
    /// <summary>They, oldest first; none for a procedure.</summary>
    public static IEnumerable<Release> Of(StepContext context) =>
        context.Application.Releases.Where(release => context.Plan is { From: { } from, To: { } to } && release.Version > from && release.Version <= to);
}
