using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>What an operator adds to a source tree and expects to find in the next one.</summary>
internal static class DeploymentFiles
{
    /// <summary>The settings that compose reads by itself.</summary>
    public const string Settings = ".env";

    private static readonly string[] Usual = ["docker-compose.override.yml", "docker-compose.override.yaml", "compose.override.yml", "compose.override.yaml", "hopguard.yaml"];

    /// <summary>
    /// Files of the deployment's folder that go along: the settings, which are the operator's whatever a release ships, and overrides and compose files of the operator's own where
    /// the release has none of that name.
    /// </summary>
    public static IEnumerable<string> Of(StepContext context, string fetched)
    {
        var wanted = Usual.Concat(OwnCompose(context)).Where(file => !Path.Exists(Path.Combine(fetched, file))).Prepend(Settings);
        return wanted.Distinct(StringComparer.Ordinal).Where(file => File.Exists(Path.Combine(context.Before.Folder, file)));
    }

    /// <summary>Whether a compose file must come with the release, because the application or the plan names it.</summary>
    public static bool IsOfRelease(string file, StepContext context) =>
        context.Application.ComposeFiles.Contains(file, StringComparer.Ordinal) || context.Plan.StartFiles.Any(start => start.Text == file);

    // One that lies elsewhere stays where it is, and both versions read it there.
    private static IEnumerable<string> OwnCompose(StepContext context) =>
        TargetProject.FilesOf(context).Where(file => !Path.IsPathRooted(file) && !file.StartsWith("..", StringComparison.Ordinal) && !IsOfRelease(file, context));
}
