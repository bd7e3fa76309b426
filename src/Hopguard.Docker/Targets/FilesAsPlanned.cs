using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>The deployment runs with the files that the plan takes down.</summary>
internal sealed class FilesAsPlanned : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        var planned = context.Plan.StopFiles.Select(file => file.Text).ToList();
        if (planned.Count > 0 && context.Options.ComposeFiles is null && !planned.SequenceEqual(context.Before.ComposeFiles, StringComparer.Ordinal))
            yield return $"the deployment runs with {string.Join(", ", context.Before.ComposeFiles)}, the plan takes down {string.Join(", ", planned)}";
    }
}
