namespace Hopguard.Lab.Tests;

/// <summary>The program of this assembly: a process that owns a cluster, to be killed by a test.</summary>
public static class ClusterProgram
{
    /// <summary>Its only argument.</summary>
    public const string Command = "own-a-cluster";

    /// <summary>Starts a cluster, prints the path of its kubeconfig and waits for its end.</summary>
    public static async Task Main(string[] arguments)
    {
        if (arguments is not [Command])
            return;
        await using var cluster = await LabCluster.StartAsync();
        Console.WriteLine(cluster.Kubeconfig);
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }
}
