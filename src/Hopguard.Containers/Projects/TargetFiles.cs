using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>Where the target's files are before they are in their place: in the fetched source tree, or still in the deployment's folder.</summary>
/// <param name="Folder">The deployment's folder.</param>
/// <param name="Fetched">The fetched source tree; the deployment's folder where the plan fetches none.</param>
/// <param name="Compose">The compose files, in order, as they are named.</param>
public sealed record TargetFiles(string Folder, string Fetched, IReadOnlyList<string> Compose)
{
    /// <summary>Those of a run.</summary>
    public static TargetFiles Of(StepContext context) =>
        new(context.Before.Folder, (context.IsHop ? TargetProject.Fetched(context) : null) ?? context.Before.Folder, context.IsHop ? TargetProject.FilesOf(context) : context.Before.ComposeFiles);

    /// <summary>The path under which a file of the target can be read now: the settings are the operator's wherever there are some.</summary>
    public string Find(string file)
    {
        var (coming, here) = (Path.Combine(Fetched, file), Path.Combine(Folder, file));
        return File.Exists(coming) && !(file == DeploymentFiles.Settings && File.Exists(here)) ? coming : here;
    }

    /// <summary>Whether something will be at a path of the host when the target is in its place.</summary>
    public bool IsThere(string path) => Path.Exists(Locate(path));

    /// <summary>Where that can be read now which will be at a path of the host when the target is in its place.</summary>
    public string Locate(string path)
    {
        var relative = Path.GetRelativePath(Folder, path);
        return Path.Exists(path) || relative.StartsWith("..", StringComparison.Ordinal) ? path : Path.Combine(Fetched, relative);
    }
}
