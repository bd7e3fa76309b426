using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;

namespace Hopguard.Engine.Runs;

/// <summary>
/// The old source tree that a run keeps. A shell that stood in the deployment's folder when the trees were exchanged stands in the kept one afterwards: who is in
/// a folder goes along when it is renamed.
/// </summary>
public static class KeptTree
{
    /// <summary>The deployment whose run, not over yet, keeps a folder as its old source tree; null when there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="stateFolder">Where the runs are; null for the state folders beside the folder.</param>
    public static string? DeploymentOf(string folder, string? stateFolder)
    {
        var tree = RealPath.Of(folder);
        var parent = Path.GetDirectoryName(tree);
        string[] beside = parent is null ? [] : Directory.GetDirectories(parent, "*" + RunLibrary.Suffix);
        return (stateFolder is null ? beside : [stateFolder])
            .SelectMany(NeighbouringStates.ReadOpen)
            .FirstOrDefault(run => Keeps(run, tree))?.Start!.Before.Folder;
    }

    private static bool Keeps(RunHistory run, string tree) =>
        run.RecallAll(KeptObjects.Prefix).GroupBy(item => item.Key, StringComparer.Ordinal).Any(item => item.Last().Text == tree);
}
