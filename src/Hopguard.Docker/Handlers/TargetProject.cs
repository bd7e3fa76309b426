using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Which compose project a step means: that of the version that runs, or that of the version the plan leads to.</summary>
internal static class TargetProject
{
    /// <summary>
    /// The target's project before its source tree is in place: its own files from the fetched tree, the operator's (settings, overlays) from the deployment's
    /// folder, as they will be after the switch. For a procedure, and for a hop without a source of its own, the running version's.
    /// </summary>
    public static ComposeProject BeforeSwitch(StepContext context)
    {
        if (!context.IsHop || Fetched(context) is not { } fetched)
            return context.IsHop ? context.TargetCompose(context.Before.Folder) : context.Before.Compose();

        var target = context.TargetCompose(fetched);
        var settings = Path.Combine(context.Before.Folder, ".env");
        return target with
        {
            Files = [.. target.Files.Select(file => File.Exists(Path.Combine(fetched, file)) ? file : Path.Combine(context.Before.Folder, file))],
            EnvironmentFile = !File.Exists(Path.Combine(fetched, ".env")) && File.Exists(settings) ? settings : null,
        };
    }

    /// <summary>The project that is in place when the step's turn comes.</summary>
    public static ComposeProject At(Step step, StepContext context) =>
        IsTarget(step, context) ? context.TargetCompose(context.Before.Folder) : context.Before.Compose();

    /// <summary>Whether the target version is in place when the step's turn comes.</summary>
    public static bool IsTarget(Step step, StepContext context) =>
        context.IsHop && (context.Plan.Steps.TakeWhile(earlier => earlier.Id != step.Id).Any(earlier => earlier is SwitchSource)
            || !context.Plan.Steps.Any(other => other is SwitchSource));

    private static string? Fetched(StepContext context) => context.Plan.Steps.OfType<FetchSource>()
        .Select(fetch => context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(fetch.As))?.Folder).FirstOrDefault(folder => folder is not null);
}
