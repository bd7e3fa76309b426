using System.Globalization;
using Hopguard.Engine.Journals;

namespace Hopguard.Engine.Runs;

/// <summary>The runs of one deployment: the folders below its state folder, newest last by name.</summary>
/// <param name="StateFolder">Where runs are kept.</param>
public sealed record RunLibrary(string StateFolder)
{
    private string RunsFolder => Path.Combine(StateFolder, "runs");

    /// <summary>The library of the operator's deployment: <c>--state</c>, or a folder beside the deployment that survives the switch of its source tree.</summary>
    public static RunLibrary Of(RunOptions options) =>
        new(Path.GetFullPath(options.StateFolder ?? Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DeploymentFolder)) + ".hopguard"));

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

    /// <summary>Makes the folder of a new run, named after the time in UTC so that names sort.</summary>
    public (string RunId, RunFolder Folder) Create(TimeProvider clock)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var i = 1; ; i++)
        {
            var runId = i == 1 ? stamp : $"{stamp}-{i}";
            var folder = new RunFolder(Path.Combine(RunsFolder, runId));
            if (Directory.Exists(folder.Path))
                continue;

            folder.Create();
            return (runId, folder);
        }
    }
}
