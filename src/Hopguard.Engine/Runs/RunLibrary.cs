using System.Globalization;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>The runs of one deployment: the folders below its state folder, newest last by name.</summary>
/// <param name="StateFolder">Where runs are kept.</param>
public sealed record RunLibrary(string StateFolder)
{
    private const string StampFormat = "yyyyMMdd-HHmmss";

    private string RunsFolder => Path.Combine(StateFolder, "runs");

    /// <summary>What the name of a state folder ends with that lies beside its deployment.</summary>
    public const string Suffix = ".hopguard";

    /// <summary>
    /// The library of the operator's deployment: <c>--state</c>, or a folder beside the deployment that survives the switch of its source tree. Links are resolved,
    /// so that every path to a deployment leads to the same runs.
    /// </summary>
    public static RunLibrary Of(RunOptions options) => new(RealPath.Of(options.StateFolder ?? RealPath.Of(options.DeploymentFolder) + Suffix));

    /// <summary>The run that has to be finished before another can begin, else the newest that is not final; null when all are over.</summary>
    public (RunFolder Folder, RunHistory History)? FindActive() =>
        Unfinished().OrderBy(run => run.History.State() != RunState.Accepted).Cast<(RunFolder, RunHistory)?>().LastOrDefault();

    /// <summary>The run that stands in the way of another; null when there is none. One that was accepted waits at most for leave to delete what was retired.</summary>
    public (RunFolder Folder, RunHistory History)? FindBlocking() => FindActive() is { } active && active.History.State() != RunState.Accepted ? active : null;

    /// <summary>The runs that are not over, oldest first.</summary>
    public IEnumerable<(RunFolder Folder, RunHistory History)> Unfinished() => Runs().Where(run => run.History.EndedAt is null);

    /// <summary>Whether the folder of a run is there; it is made before the engine knows of the run.</summary>
    public bool Has(string runId) => Directory.Exists(FolderOf(runId));

    /// <summary>Where the folder of a run is, or was.</summary>
    public string FolderOf(string runId) => Path.Combine(RunsFolder, runId);

    /// <summary>Every run that got as far as its first record, oldest first.</summary>
    public IReadOnlyList<(RunFolder Folder, RunHistory History)> Runs() =>
        !Directory.Exists(RunsFolder)
            ? []
            :
            [
                .. Directory.GetDirectories(RunsFolder)
                    .Order(StringComparer.Ordinal)
                    .Select(path => new RunFolder(path))
                    .Select(folder => (folder, new RunHistory(Journal.Read(folder.Journal))))
                    .Where(run => run.Item2.Start is not null),
            ];

    /// <summary>The runs of a route, oldest first; none where a run is of no route.</summary>
    public IReadOnlyList<RunHistory> OfRoute(RoutePlace? route) => route is null ? [] : [.. Runs().Select(run => run.History).Where(history => route.IsWith(history.Start!.Route))];

    /// <summary>Makes the folder of a new run, named after the time in UTC. Its name sorts behind all others, even when the clock was set back.</summary>
    public (string RunId, RunFolder Folder) Create(TimeProvider clock)
    {
        var stamp = clock.GetUtcNow().ToString(StampFormat, CultureInfo.InvariantCulture);
        var newest = NewestId();
        if (newest is not null && string.CompareOrdinal(newest[..stamp.Length], stamp) > 0)
            stamp = newest[..stamp.Length];

        for (var i = 1; ; i++)
        {
            var runId = i == 1 ? stamp : string.Create(CultureInfo.InvariantCulture, $"{stamp}-{i:000}");
            if (newest is not null && string.CompareOrdinal(runId, newest) <= 0)
                continue;

            var folder = new RunFolder(Path.Combine(RunsFolder, runId));
            folder.Create();
            FlushFolders();
            return (runId, folder);
        }
    }

    /// <summary>
    /// Removes the folders of runs of a plan that were over before any of their steps was done, such as those of a source that could not be fetched: each attempt would leave one. The newest
    /// stays until another begins, for whoever wants to know why it ended.
    /// </summary>
    public void RemoveFruitless(Plan plan)
    {
        foreach (var (folder, _) in Runs().Where(run => run.History.State() == RunState.RolledBack && run.History.Start!.PlanId == plan.Id && run.History.HasDoneNothing(plan)))
        {
            try
            {
                Directory.Delete(folder.Path, recursive: true);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                // It is in nobody's way.
            }
        }
    }

    // Folders that somebody put beside the runs have other names.
    private string? NewestId() => !Directory.Exists(RunsFolder)
        ? null
        : Directory.GetDirectories(RunsFolder)
            .Select(path => Path.GetFileName(path))
            .Where(name => name.Length >= StampFormat.Length && DateTime.TryParseExact(
                name[..StampFormat.Length], StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .Max(StringComparer.Ordinal);

    // A power cut right after the first step must not take the folder that says what was done.
    private void FlushFolders()
    {
        DurableFile.FlushFolder(RunsFolder);
        DurableFile.FlushFolder(StateFolder);
        DurableFile.FlushFolder(Path.GetDirectoryName(StateFolder) ?? StateFolder);
    }
}
