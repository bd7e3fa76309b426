using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>No compose file of the deployment gets lost or out of step: overlays of the installed release are in the target, and the operator's own ones are started with.</summary>
internal sealed class OverlaysPresent : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        if (target.Files.Fetched == target.Files.Folder)
            yield break;

        var installed = context.Application.FindRelease(context.Before.Version);
        foreach (var file in target.Files.Compose.Where(file => installed?.FindCompose(file) is not null && target.Carried.Copies.Contains(file)))
            yield return $"'{file}' belongs to release {context.Before.Version} and does not come with {context.TargetRelease.Version}: say with --compose-files which files hold now";

        foreach (var file in context.Before.ComposeFiles.Where(file => !target.Files.Compose.Contains(file) && !context.Application.ComposeFiles.Contains(file)))
            yield return $"the deployment runs with '{file}', which the plan does not start: name all files with --compose-files";
    }
}
