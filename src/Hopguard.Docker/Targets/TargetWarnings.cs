using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>What an operator should know about the target and what hinders nothing.</summary>
internal static class TargetWarnings
{
    private static readonly string[] Overrides = ["docker-compose.override.yml", "docker-compose.override.yaml", "compose.override.yml", "compose.override.yaml"];

    /// <summary>One sentence each.</summary>
    public static IEnumerable<string> Of(RenderedTarget target, StepContext context)
    {
        foreach (var clash in target.Carried.Clashes.Where(clash => !clash.IsNamedByOperator))
            yield return $"'{clash.Path}' comes with the new release, and '{clash.Example}' of yours is not in it or differs: the release's is used, and yours stays in the old source tree";

        foreach (var file in Overrides.Where(file => File.Exists(Path.Combine(context.Before.Folder, file)) && !context.Before.ComposeFiles.Contains(file)))
            yield return $"'{file}' is in '{context.Before.Folder}', but the deployment runs without it, and so will the new version; --compose-files with it takes it into use";
    }
}
