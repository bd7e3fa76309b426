using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Handlers;

/// <summary>What an operator adds to a source tree and expects to find in the next one.</summary>
internal static class OperatorsFiles
{
    private static readonly string[] Usual = [".env", "docker-compose.override.yml", "docker-compose.override.yaml", "hopguard.yaml"];

    /// <summary>Files carried over where the new tree has none of that name: settings, overrides, and compose files of the operator's own.</summary>
    public static IEnumerable<string> Of(StepContext context) => Usual.Concat(OwnCompose(context)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a compose file must come with the release, because the application or the plan names it.</summary>
    public static bool IsOfRelease(string file, StepContext context) =>
        context.Application.ComposeFiles.Contains(file, StringComparer.Ordinal) || context.Plan.StartFiles.Any(start => start.Text == file);

    private static IEnumerable<string> OwnCompose(StepContext context) => context.TargetCompose(string.Empty).Files.Where(file => !IsOfRelease(file, context));
}
