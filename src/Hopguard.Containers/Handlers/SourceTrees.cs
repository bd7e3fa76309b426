using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>The folders of a switch, side by side. The new tree carries a mark with the run's id, so that it is never taken for the old one, whatever was killed when.</summary>
/// <param name="Deployment">Where the application runs from.</param>
/// <param name="Kept">Where the old tree goes.</param>
/// <param name="Incoming">Where the new tree grows, and where it goes when it is put back.</param>
/// <param name="Fetched">The new tree as it was fetched.</param>
/// <param name="RunId">The run.</param>
internal sealed record SourceTrees(string Deployment, string Kept, string Incoming, string Fetched, string RunId)
{
    private const string Mark = SourceMark.FileName;

    public string Parent => Path.GetDirectoryName(Deployment)!;

    public bool IsNewDeployed => File.Exists(Path.Combine(Deployment, Mark)) && File.ReadAllText(Path.Combine(Deployment, Mark)) == RunId;

    /// <summary>Whether the old tree is in its place, and not moved aside.</summary>
    public bool IsOldDeployed => Directory.Exists(Deployment) && !IsNewDeployed;

    public static SourceTrees Of(SwitchSource step, StepContext context)
    {
        var keepAs = step.KeepAs.Text;
        if (keepAs.Contains('/', StringComparison.Ordinal) || keepAs.Contains('\\', StringComparison.Ordinal) || keepAs is "" or "." or "..")
            throw new HopguardException($"'keep-as: {keepAs}' is not a plain folder name");

        var deployment = context.Before.Folder;
        return new SourceTrees(
            deployment, Path.Combine(Path.GetDirectoryName(deployment)!, keepAs), $"{deployment}.hopguard-{context.RunId}", context.Folder.Source(step.To), context.RunId);
    }

    /// <summary>Copies the fetched tree beside the deployment: it may lie on another file system, where a rename cannot reach. Over it come the operator's own files.</summary>
    public void Adopt(string fetched, IEnumerable<string> copies)
    {
        FolderCopy.Copy(fetched, Incoming, Deployment);
        foreach (var file in copies)
        {
            FolderCopy.MakeParents(file, Deployment, Incoming);
            FolderCopy.CopyFile(Path.Combine(Deployment, file), Path.Combine(Incoming, file), Path.Combine(Deployment, file));
        }

        File.WriteAllText(Path.Combine(Incoming, Mark), RunId);
    }

    /// <summary>Moves what containers mount from the old tree, which was moved aside, into the new one, which is not in its place yet.</summary>
    public void TakeAlong(IEnumerable<string> moves)
    {
        foreach (var path in moves.Where(path => TreeContent.Exists(Path.Combine(Kept, path))))
        {
            // What the release ships there is in the old tree as well.
            if (Directory.Exists(Path.Combine(Incoming, path)))
                Directory.Delete(Path.Combine(Incoming, path), recursive: true);

            FolderCopy.MakeParents(path, Kept, Incoming);
            Move(path, Kept, Incoming);
        }
    }

    /// <summary>Moves it back, with what was written since.</summary>
    /// <returns>Where that is put aside which somebody wrote in its place meanwhile.</returns>
    public IReadOnlyList<string> BringBack(IEnumerable<string> moves)
    {
        List<string> aside = [];
        // Before the new tree is in its place, what is in the old one has perhaps not been moved yet.
        var areAllMoved = IsNewDeployed;
        var current = areAllMoved ? Deployment : Incoming;
        foreach (var path in moves.Where(path => TreeContent.Exists(Path.Combine(current, path))))
        {
            if (areAllMoved && ClearPlace(Path.Combine(Kept, path)) is { } name)
                aside.Add(name);
            if (!TreeContent.Exists(Path.Combine(Kept, path)))
                Move(path, current, Kept);
        }

        return aside;
    }

    // Whoever starts the old version from the kept tree lets the engine make an empty folder for each mount that has moved. What else came there is somebody's.
    private string? ClearPlace(string place)
    {
        if (!TreeContent.Exists(place))
            return null;

        if (Directory.Exists(place) && new DirectoryInfo(place).LinkTarget is null && !Directory.EnumerateFileSystemEntries(place).Any())
        {
            Directory.Delete(place);
            return null;
        }

        var (folder, name) = (Path.GetDirectoryName(place)!, $"{Path.GetFileName(place)}.abandoned-{RunId}");
        Move(Path.GetFileName(place), folder, folder, name);
        return Path.GetRelativePath(Kept, Path.Combine(folder, name));
    }

    /// <summary>Whether the new tree, which is out of its place, holds something that neither was fetched nor is in the old tree.</summary>
    public bool IsIncomingEdited() =>
        TreeContent.Files(Incoming).Any(file => file != Mark && !TreeContent.AreEqual(Path.Combine(Incoming, file), Path.Combine(Fetched, file))
            && !TreeContent.AreEqual(Path.Combine(Incoming, file), Path.Combine(Deployment, file)));

    public void RemoveIncoming()
    {
        if (Directory.Exists(Incoming))
            Directory.Delete(Incoming, recursive: true);

        // Previews of a process that was killed.
        foreach (var preview in Directory.EnumerateDirectories(Parent, Path.GetFileName(Incoming) + ".*"))
            Directory.Delete(preview, recursive: true);
    }

    private static void Move(string path, string from, string to, string? name = null)
    {
        var (source, target) = (Path.Combine(from, path), Path.Combine(to, name ?? path));
        if (Directory.Exists(source) && new DirectoryInfo(source).LinkTarget is null)
            Directory.Move(source, target);
        else
            File.Move(source, target);

        DurableFile.FlushFolder(Path.GetDirectoryName(target)!);
        DurableFile.FlushFolder(Path.GetDirectoryName(source)!);
    }
}
