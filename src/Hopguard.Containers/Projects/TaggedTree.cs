using Hopguard.Engine.Evidence;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>The tree of a tag that a plan will check out in the deployment's own folder, written out in the run's folder so that it can be looked at before.</summary>
internal static class TaggedTree
{
    private const string Name = "checkout";

    /// <summary>The tree as far as it was written out; null where the plan checks nothing out, or nobody has looked at it yet.</summary>
    public static string? Find(StepContext context) =>
        context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(Name)) is { } source && Directory.Exists(source.Folder) ? source.Folder : null;

    /// <summary>Writes the tree out, if the plan checks out a tag that is there.</summary>
    public static async Task PrepareAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (Find(context) is not null || context.Plan.Steps.OfType<CheckoutTag>().FirstOrDefault() is not { } step)
            return;

        var (archive, partial, tree) = (context.Folder.Source(Name) + ".archive", context.Folder.Source($".{Name}.partial"), context.Folder.Source(Name));
        if (await Git.RunAsync(context.Before.Folder, ["archive", "--format=tar", $"--output={archive}", $"refs/tags/{step.Tag}"], cancellationToken) is not { IsDone: true })
            return;

        await new SourceArchive().UnpackAsync(archive, partial, $"tag '{step.Tag}'", cancellationToken);
        CleanUp.File(archive);
        CleanUp.Folder(tree);
        Directory.Move(partial, tree);
        DurableFile.FlushFolder(Path.GetDirectoryName(tree)!);
        context.Evidence.Save(SourceEvidence.FileName(Name), new SourceEvidence(Name, tree, $"tag '{step.Tag}'", string.Empty));
    }
}
