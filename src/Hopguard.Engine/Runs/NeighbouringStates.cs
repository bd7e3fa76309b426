using Hopguard.Engine.Journals;

namespace Hopguard.Engine.Runs;

/// <summary>
/// State folders beside a deployment, and beside the link that it was named by, other than its own: an earlier Hopguard kept the runs of a deployment that was
/// reached through a link beside the link.
/// </summary>
/// <param name="named">The deployment's folder as the operator named it.</param>
/// <param name="own">The library that the operator's options mean.</param>
internal sealed class NeighbouringStates(string named, RunLibrary own)
{
    /// <summary>The first run in one of them that works on the same deployment and is not over; null when there is none.</summary>
    public (string StateFolder, RunHistory History)? FindBlocking()
    {
        var deployment = RealPath.Of(named);

        // A state folder may have been copied to where it is kept now: a run that is known here is not somebody else's.
        var known = own.Runs().Select(run => run.History.Start!.RunId).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Candidates(deployment).Where(folder => folder != own.StateFolder).Distinct(StringComparer.Ordinal))
        {
            if (Read(folder) is { } history && !known.Contains(history.Start!.RunId) && RealPath.Of(history.Start!.Before.Folder) == deployment)
                return (folder, history);
        }

        return null;
    }

    private IEnumerable<string> Candidates(string deployment)
    {
        yield return RealPath.Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(named)) + RunLibrary.Suffix);
        var parent = Path.GetDirectoryName(deployment);
        foreach (var folder in Directory.Exists(parent) ? Directory.GetDirectories(parent, "*" + RunLibrary.Suffix) : [])
            yield return RealPath.Of(folder);
    }

    /// <summary>The runs of a state folder that are neither over nor accepted, of a route all of its hops; none when it cannot be read.</summary>
    internal static IReadOnlyList<RunHistory> ReadOpen(string folder)
    {
        try
        {
            return [.. new RunLibrary(folder).Unfinished().Select(run => run.History).Where(history => history.State() != RunState.Accepted)];
        }
        catch (Exception trouble) when (trouble is HopguardException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The run of a state folder that is not over; null when there is none, and when it cannot be read: it belongs to somebody else then.</summary>
    internal static RunHistory? Read(string folder)
    {
        try
        {
            return new RunLibrary(folder).FindBlocking()?.History;
        }
        catch (Exception trouble) when (trouble is HopguardException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
