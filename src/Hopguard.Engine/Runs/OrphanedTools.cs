using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Runs;

/// <summary>
/// Removes the tools of a process that was killed: a <c>pg_dump</c> in its container outlives whoever started it, and would go on writing into the folder of the
/// next attempt. Called by whoever holds the deployment's claim before it starts a tool of its own, so none of them is used any more: which process made them,
/// and where that ran, is not asked.
/// </summary>
internal sealed class OrphanedTools(IContainerEngine engine)
{
    /// <summary>Removes every tool that was made for the deployment, whichever run it was for.</summary>
    /// <param name="project">The deployment's compose project.</param>
    /// <param name="cancellationToken">Stops between two containers.</param>
    public async Task RemoveAsync(string project, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string?>(StringComparer.Ordinal) { [EngineLabels.Tool] = null, [EngineLabels.Project] = project };
        foreach (var tool in await engine.ListContainersAsync(labels, cancellationToken))
            await engine.RemoveContainerAsync(tool.Id, cancellationToken);
    }
}
