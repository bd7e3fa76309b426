using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>What was set on the server of a store that another one takes the place of: no dump holds it, so it is told while the old server still has it.</summary>
internal sealed class LeftSettings(IContainerEngine engine)
{
    /// <summary>One sentence for each server that has something.</summary>
    /// <param name="served">Stores whose servers can be asked, each with the one who asks.</param>
    /// <param name="context">The step's.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<IReadOnlyList<string>> FindAsync(IEnumerable<(Store Store, IStoreProbe Probe)> served, StepContext context, CancellationToken cancellationToken)
    {
        var told = new List<string>();
        foreach (var (store, probe) in served.Where(one => context.Plan.Steps.Any(step => step is PromoteVolume promote && promote.To.Text == one.Store.Name)))
        {
            var server = await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken);
            if (server.IsAlive && await probe.FindOwnSettingsAsync(server.Name, cancellationToken) is { Count: > 0 } own)
                told.Add($"the server of store '{store.Name}' has settings of its own, and the new one begins without them; set them again when it runs: {string.Join(", ", own)}");
        }

        return told;
    }
}
