using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>The deployment runs with the files that the plan takes down, and every container of it belongs to them.</summary>
internal sealed class FilesAsPlanned : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        var planned = context.Plan.StopFiles.Select(file => file.Text).ToList();
        if (planned.Count > 0 && context.Options.ComposeFiles is null && !planned.SequenceEqual(context.Before.ComposeFiles, StringComparer.Ordinal))
            yield return $"the deployment runs with {string.Join(", ", context.Before.ComposeFiles)}, the plan takes down {string.Join(", ", planned)}";

        foreach (var orphan in context.Before.Services.Where(service => !target.Running.Services.ContainsKey(service.Service)))
            yield return $"container '{orphan.Container}' belongs to the project, but its service '{orphan.Service}' is in none of its compose files";
    }
}
