using System.Diagnostics;
using System.Globalization;
using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Runs;

/// <summary>
/// Removes the tools of a process that was killed: a <c>pg_dump</c> in its container outlives whoever started it, and would go on writing into the folder of the
/// next attempt. Called under the deployment's lock, so nobody uses them any more.
/// </summary>
internal sealed class Leftovers(IContainerEngine engine)
{
    /// <summary>Removes the run's tools, and those of dead processes of this machine.</summary>
    public async Task RemoveAsync(string runId, CancellationToken cancellationToken)
    {
        var tools = await engine.ListContainersAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { [EngineLabels.Tool] = null }, cancellationToken);
        foreach (var tool in tools.Where(tool => tool.Labels.GetValueOrDefault(EngineLabels.Run) == runId || IsOrphan(tool.Labels[EngineLabels.Tool])))
            await engine.RemoveContainerAsync(tool.Id, cancellationToken);
    }

    // A process of another machine may well be alive: its tools are its own.
    private static bool IsOrphan(string process)
    {
        var slash = process.LastIndexOf('/');
        return slash > 0 && process[..slash] == Environment.MachineName
            && int.TryParse(process[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !IsAlive(id);
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
