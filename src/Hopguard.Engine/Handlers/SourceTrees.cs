using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Handlers;

/// <summary>The folders of a switch, side by side. The new tree carries a mark with the run's id, so that it is never taken for the old one, whatever was killed when.</summary>
/// <param name="Deployment">Where the application runs from.</param>
/// <param name="Kept">Where the old tree goes.</param>
/// <param name="Incoming">Where the new tree grows, and where it goes when it is put back.</param>
/// <param name="RunId">The run.</param>
internal sealed record SourceTrees(string Deployment, string Kept, string Incoming, string RunId)
{
    private const string Mark = ".hopguard-run";

    public string Parent => Path.GetDirectoryName(Deployment)!;

    public bool IsNewDeployed => File.Exists(Path.Combine(Deployment, Mark)) && File.ReadAllText(Path.Combine(Deployment, Mark)) == RunId;

    public static SourceTrees Of(SwitchSource step, StepContext context)
    {
        var keepAs = step.KeepAs.Text;
        if (keepAs.Contains('/', StringComparison.Ordinal) || keepAs.Contains('\\', StringComparison.Ordinal) || keepAs is "" or "." or "..")
            throw new HopguardException($"'keep-as: {keepAs}' is not a plain folder name");

        var deployment = context.Before.Folder;
        return new SourceTrees(deployment, Path.Combine(Path.GetDirectoryName(deployment)!, keepAs), $"{deployment}.hopguard-{context.RunId}", context.RunId);
    }

    /// <summary>Copies the fetched tree beside the deployment: it may lie on another file system, where a rename cannot reach.</summary>
    public void Adopt(string fetched)
    {
        RemoveIncoming();
        FolderCopy.Copy(fetched, Incoming);
        File.WriteAllText(Path.Combine(Incoming, Mark), RunId);
    }

    public void RemoveIncoming()
    {
        if (Directory.Exists(Incoming))
            Directory.Delete(Incoming, recursive: true);
    }
}
