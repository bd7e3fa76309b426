using Hopguard.Engine;

namespace Hopguard.Docker.Compose;

/// <summary>
/// The docker programs that work for a deployment on this host. They outlive a process that is killed: a build would go on beside that of the next call and give its image the name that the other was checked under.
/// Each carries the deployment in its environment, and so do the programs that it starts.
/// </summary>
internal static class ToolProcesses
{
    /// <summary>The variable that tells whom a program works for.</summary>
    public const string Variable = "HOPGUARD_TOOL_OF";

    private const int Rounds = 3;

    /// <summary>What the variable says for a project of an engine.</summary>
    public static string Of(string project, string address) => $"{project}@{address}";

    /// <summary>Ends those that an earlier process left, and waits until they are gone. What another user started is not seen.</summary>
    public static async Task EndAsync(string project, string address, CancellationToken cancellationToken)
    {
        // One may have started another meanwhile.
        for (var round = 0; round < Rounds && MarkedProcesses.Find(Variable, Of(project, address)).ToList() is { Count: > 0 } found; round++)
        {
            foreach (var id in found)
                await MarkedProcesses.EndAsync(id, cancellationToken);
        }
    }
}
