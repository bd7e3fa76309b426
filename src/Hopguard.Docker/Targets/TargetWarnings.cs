using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Targets;

/// <summary>What an operator should know about the target and what hinders nothing.</summary>
internal static class TargetWarnings
{
    private static readonly string[] Overrides = ["docker-compose.override.yml", "docker-compose.override.yaml", "compose.override.yml", "compose.override.yaml"];

    private static string Last(string repository) => repository[(repository.LastIndexOf('/') + 1)..];

    /// <summary>One sentence each.</summary>
    public static IEnumerable<string> Of(RenderedTarget target, StepContext context)
    {
        foreach (var clash in target.Carried.Clashes.Where(clash => !clash.IsNamedByOperator))
            yield return $"'{clash.Path}' comes with the new release, and '{clash.Example}' of yours is not in it or differs: the release's is used, and yours stays in the old source tree";

        foreach (var file in Overrides.Where(file => File.Exists(Path.Combine(context.Before.Folder, file)) && !context.Before.ComposeFiles.Contains(file)))
            yield return $"'{file}' is in '{context.Before.Folder}', but the deployment runs without it, and so will the new version; --compose-files with it takes it into use";

        // A mirror has them under another name, and the tag is the same.
        foreach (var service in target.Target.Services.Values.OrderBy(service => service.Name, StringComparer.Ordinal))
        {
            if (context.Plan.To is not null && context.TargetRelease.ImageOf(service.Name) is { } said && ComposeImage.Parse(said) is var known && ComposeImage.Parse(service.Image) is var found
                && (known.Tag != found.Tag || Last(known.Repository) != Last(found.Repository)))
                yield return $"service '{service.Name}' of the target runs image '{service.Image}', where release {context.TargetRelease.Version} has '{said}'";
        }
    }
}
