using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>A server that takes over the data folder of the one before has to keep text in the same order. A tag does not say so: the image behind it may move to another base, so both are asked.</summary>
internal sealed class DataFoldersFit(IContainerEngine engine)
{
    /// <summary>What does not fit, one clause each. Of an image that is not on the engine yet nothing is said: it is asked when it is.</summary>
    /// <param name="served">Stores whose servers can be asked, each with the one who asks.</param>
    /// <param name="target">The target, rendered as it will be in its place.</param>
    /// <param name="context">The step's.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<IReadOnlyList<string>> FindAsync(IEnumerable<(Store Store, IStoreProbe Probe)> served, ComposeConfiguration target, StepContext context, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var (store, probe) in served.Where(one => context.IsHop && one.Store.IsIn(context.TargetRelease.Version)))
        {
            var image = target.Services[store.Service].Image;
            var server = await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken);
            if (!server.IsAlive || await engine.FindImageAsync(image, cancellationToken) is not { } known || known.Id == server.ImageId
                || await probe.FindChangedBaseAsync(server.Name, image, context.Owner("base"), cancellationToken) is not { } change)
            {
                continue;
            }

            if (context.Plan.Steps.Any(step => step is PromoteVolume promote && promote.To.Text == store.Name))
                context.Log($"Store '{store.Name}' goes from {change.Before} to {change.Now}: its dump is restored, which builds every index anew");
            else
                problems.Add($"the data folder of store '{store.Name}' is of {change.Before}, and image '{image}' of the target would serve it with {change.Now}: indexes would miss rows and accept duplicates (keep the image that runs with 'docker tag {server.ImageId} {image}', or use a plan that restores the dump into a trial and promotes that)");
        }

        return problems;
    }
}
