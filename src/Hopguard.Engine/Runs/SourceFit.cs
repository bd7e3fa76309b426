using Hopguard.Engine.Sources;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Whether there is what <c>--source</c> names: asked before a run is opened, so that a misspelt path neither leaves one nor ends as a rollback.</summary>
internal static class SourceFit
{
    /// <summary>Refuses a path where nothing is. What it holds is seen when it is fetched.</summary>
    /// <exception cref="HopguardException">Nothing is there.</exception>
    public static void Require(RunOptions options, Plan plan)
    {
        if (options.Source is not { } source || !plan.Steps.Any(step => step is FetchSource) || SourceAddress.Remote(source) is not null || Path.Exists(source))
            return;

        throw new HopguardException($"Source '{source}' does not exist; nothing was changed", "Give an archive, a folder with archives, a git checkout or an HTTPS address with --source");
    }
}
