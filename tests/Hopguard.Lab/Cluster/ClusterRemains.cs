namespace Hopguard.Lab;

/// <summary>What clusters that no longer run have left on the machine, for those who look after tests. Their processes are found like those of any test.</summary>
public static class ClusterRemains
{
    /// <summary>Names each folder, control group, network device and route that belongs to no running cluster.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellation = default)
    {
        if (!OperatingSystem.IsLinux() || !LabCommand.Exists("flock"))
            return [];

        // In one turn with those that start and end, so that nothing is seen half-way.
        const string look = ". \"$1\"; exec 8< /run; flock 8; list_remains \"$2\"";
        var found = await new LabCommand("bash", "-c", look, "bash", Path.Combine(LabFolder.Assets, "Cluster", "Node", "remains.sh"), LabFolder.FromEnvironment().Inside("clusters")).RunAsync(cancellation);
        return found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
