using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using ComposeProject = Hopguard.Containers.Ports.ComposeProject;

namespace Hopguard.Containers.Projects;

/// <summary>Which compose project a step means: that of the version that runs, or that of the version the plan leads to.</summary>
public static class TargetProject
{
    /// <summary>The project that is in place when the step's turn comes.</summary>
    public static ComposeProject At(Step step, StepContext context) => IsTarget(step, context) ? InPlace(context) : context.Before.Compose();

    /// <summary>Whether the target version is in place when the step's turn comes.</summary>
    public static bool IsTarget(Step step, StepContext context) =>
        context.IsHop && (context.Plan.Steps.Any(other => other is SwitchSource)
            ? context.Plan.Steps.TakeWhile(earlier => earlier.Id != step.Id).Any(earlier => earlier is SwitchSource)
            : !context.Plan.Steps.SkipWhile(later => later.Id != step.Id).Any(later => VersionChange.IsBy(later, context.Application)));

    /// <summary>The target's compose files, in the order in which compose merges them: the operator's choice, else the plan's, else those that the deployment runs with.</summary>
    public static IReadOnlyList<string> FilesOf(StepContext context)
    {
        var files = context.Options.ComposeFiles ?? (context.Plan.StartFiles.IsEmpty ? context.Before.ComposeFiles : [.. context.Plan.StartFiles.Select(file => file.Text)]);
        return [.. files.Select(file => WithinFolder(file, context.Before.Folder))];
    }

    /// <summary>The target's project in the deployment's folder, after its source tree was put there.</summary>
    internal static ComposeProject InPlace(StepContext context) => new(context.Before.Project, context.Before.Folder, FilesOf(context));

    /// <summary>The source tree that was fetched in this run; null when the plan fetches none, or has not yet.</summary>
    internal static string? Fetched(StepContext context) => context.Plan.Steps.OfType<FetchSource>()
        .Select(fetch => context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(fetch.As))?.Folder).FirstOrDefault(folder => folder is not null) ?? TaggedTree.Find(context);

    // However it was typed: a path that leads into the deployment's folder means the file that the target has there.
    private static string WithinFolder(string file, string folder)
    {
        var relative = Path.GetRelativePath(folder, Path.GetFullPath(file, folder));
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }
}
