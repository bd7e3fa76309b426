using Hopguard.Docker.Targets;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Looks at the target's compose files while the running version is still untouched, and reports everything that is wrong at once.</summary>
public sealed class CheckTargetHandler(IContainerEngine engine, ICompose compose) : StepHandler<CheckTarget>
{
    private static readonly ITargetCheck[] Checks =
    [
        new FilesAsPlanned(), new NameUnchanged(), new VolumesUnchanged(), new SettingsPresent(Environment.GetEnvironmentVariable), new BindSourcesPresent(),
        new ServicesPresent(), new ImagesOfTarget(),
    ];

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(CheckTarget step, StepContext context, CancellationToken cancellationToken)
    {
        var project = TargetProject.BeforeSwitch(context);
        var target = new RenderedTarget(
            project, await compose.ConfigAsync(project, cancellationToken), await compose.ConfigAsync(context.Before.Compose(), cancellationToken));
        foreach (var warning in target.Target.Warnings)
            context.Log("compose: " + warning);

        var problems = Checks.SelectMany(check => check.Problems(target, context)).ToList();
        problems.AddRange(await TakenNamesAsync(target, context, cancellationToken));
        return problems.Count == 0
            ? new StepOutcome.Done($"{target.Target.Services.Count} services, {target.Target.Volumes.Count} volumes of project '{context.Before.Project}' checked")
            : new StepOutcome.Failed(string.Join("; ", problems), "Nothing was changed; correct this and run the same command again");
    }

    private async Task<List<string>> TakenNamesAsync(RenderedTarget target, StepContext context, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var service in target.Target.Services.Values.Where(service => service.ContainerName is not null))
        {
            var holder = await engine.FindContainerAsync(service.ContainerName!, cancellationToken);
            if (holder is not null && holder.Project != context.Before.Project)
                problems.Add($"container name '{service.ContainerName}' of service '{service.Name}' is taken by {(holder.Project is null ? "a container of no project" : $"project '{holder.Project}'")}");
        }

        return problems;
    }
}
