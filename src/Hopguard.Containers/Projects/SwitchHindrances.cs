using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>What would stop the exchange of source trees in the middle of the outage, known before it.</summary>
public static class SwitchHindrances
{
    /// <summary>What is wrong, one clause each; nothing when the trees can be exchanged, or the plan exchanges none.</summary>
    public static IEnumerable<string> Of(StepContext context, CarriedFiles carried)
    {
        if (!context.Plan.Steps.Any(step => step is SwitchSource))
            yield break;

        var folder = context.Before.Folder;
        if (NativeFile.IsMountPoint(folder))
            yield return $"'{folder}' is a mount point, so it cannot be moved aside for the new source tree: keep the deployment in a folder below it";
        if (!NativeFile.MayWriteInto(Path.GetDirectoryName(folder)!))
            yield return $"this user may not write into '{Path.GetDirectoryName(folder)}', where the old source tree is kept: run as its owner or as root";

        foreach (var path in carried.Moves)
        {
            var full = Path.Combine(folder, path);
            if (NativeFile.IsMountPoint(full))
                yield return $"'{full}' is a mount point, so it cannot be moved into the new source tree: mount it outside of '{folder}' and name that place in the compose files";
            else if (!NativeFile.MayWriteInto(Path.GetDirectoryName(full)!) || (Directory.Exists(full) && !NativeFile.MayWriteInto(full)))
                yield return $"this user may not move '{full}' into the new source tree: run as its owner or as root, or keep it outside of '{folder}' and name that place in the compose files";
        }
    }
}
