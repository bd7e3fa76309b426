namespace Hopguard.Lab.Tests;

/// <summary>The program of this assembly: a process that owns a cluster, to be killed by a test.</summary>
public static class ClusterProgram
{
    /// <summary>Its only argument.</summary>
    public const string Command = "own-a-cluster";

    /// <summary>Starts a cluster, prints the path of its kubeconfig and waits for its end.</summary>
    /// <returns>1 when it is refused, with the sentence on standard error.</returns>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [Command])
            return 2;

        try
        {
            await using var cluster = await LabCluster.StartAsync();
            Console.WriteLine(cluster.Kubeconfig);
            await Task.Delay(Timeout.InfiniteTimeSpan);
            return 0;
        }
        catch (LabException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
