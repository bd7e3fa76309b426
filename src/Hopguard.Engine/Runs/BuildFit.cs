using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Whether hops build images, where that is wished for: one without the step that does would go on with whatever the engine has.</summary>
internal static class BuildFit
{
    /// <summary>Refuses hops that build none. What keeps the version has none to build, whatever a file or a variable says for upgrades.</summary>
    /// <exception cref="HopguardException">One does not.</exception>
    public static void Require(RunOptions options, IEnumerable<Plan> hops)
    {
        if (options.BuildImages && hops.FirstOrDefault(hop => hop.To is not null && !hop.IsOfBase && !hop.Steps.Any(step => step is PullImages)) is { } without)
            throw new HopguardException($"Plan '{without.Id}' has no step 'pull-images', so no image would be built; nothing was changed", $"Leave '--images' out, or add the step to '{without.Path}' before services are stopped");
    }
}
