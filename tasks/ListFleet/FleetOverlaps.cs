namespace Hopguard.Tasks.ListFleet;

/// <summary>Deployments of a fleet that get in each other's way: one run would meet another, or find its own state moved.</summary>
internal static class FleetOverlaps
{
    /// <summary>What is wrong between any two of them, each told where the later one stands.</summary>
    public static IEnumerable<FleetFault> Find(IReadOnlyList<(FleetDeployment Deployment, long Line)> all) =>
        Twice(all).Concat(SharedStates(all)).Concat(StatesInDeployments(all));

    private static IEnumerable<FleetFault> Twice(IReadOnlyList<(FleetDeployment Deployment, long Line)> all)
    {
        foreach (var ((one, first), (other, line)) in Pairs(all, deployment => deployment.Folder))
        {
            if (other.IsOnHostOf(one))
                yield return Wrong(line, $"names deployment '{other.Folder}' on '{other.Runner}' a second time", $"Take it out here or in line {first}");
            else
                yield return Wrong(line, $"names deployment '{other.Folder}' on '{other.Runner}', which may be the host of '{one.Runner}' in line {first}", "Give each a label that only the runner of its host has");
        }
    }

    private static IEnumerable<FleetFault> SharedStates(IReadOnlyList<(FleetDeployment Deployment, long Line)> all)
    {
        foreach (var ((one, first), (other, line)) in Pairs(all, deployment => deployment.Runs).Where(pair => pair.One.Deployment.Folder != pair.Other.Deployment.Folder))
            yield return Wrong(line, $"keeps the runs of '{other.Folder}' in '{other.Runs}', where line {first} keeps those of '{one.Folder}'", "Give each a folder of its own as 'state'");
    }

    private static IEnumerable<FleetFault> StatesInDeployments(IReadOnlyList<(FleetDeployment Deployment, long Line)> all)
    {
        var byFolder = all.ToLookup(one => one.Deployment.Folder, StringComparer.Ordinal);
        foreach (var (deployment, line) in all)
        {
            var outer = ItselfAndAbove(deployment.Runs).SelectMany(folder => byFolder[folder]).FirstOrDefault(one => one.Deployment.MayBeOnHostOf(deployment));
            if (outer.Deployment is { } holder)
                yield return Wrong(line, $"keeps the runs of '{deployment.Folder}' in '{deployment.Runs}', which lies in deployment '{holder.Folder}' of line {outer.Line} and would be moved with it", "Give a folder outside of all deployments as 'state'");
        }
    }

    // Those on hosts that may be one.
    private static IEnumerable<((FleetDeployment Deployment, long Line) One, (FleetDeployment Deployment, long Line) Other)> Pairs(
        IReadOnlyList<(FleetDeployment Deployment, long Line)> all, Func<FleetDeployment, string> key) =>
        from same in all.GroupBy(one => key(one.Deployment), StringComparer.Ordinal).Select(same => same.ToList())
        from later in Enumerable.Range(1, same.Count - 1)
        from first in FirstOnHostOf(same[later].Deployment, same.Take(later))
        select (first, same[later]);

    // Of many the first is enough to be told.
    private static IEnumerable<(FleetDeployment Deployment, long Line)> FirstOnHostOf(FleetDeployment deployment, IEnumerable<(FleetDeployment Deployment, long Line)> others) =>
        others.Where(one => one.Deployment.MayBeOnHostOf(deployment)).Take(1);

    private static IEnumerable<string> ItselfAndAbove(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
            yield return at;
    }

    private static FleetFault Wrong(long line, string fact, string remedy) => new(line, fact, remedy);
}
