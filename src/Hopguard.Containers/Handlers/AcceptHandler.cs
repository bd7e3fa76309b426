using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Containers.Handlers;

/// <summary>
/// Takes the operator's word from <c>--accept</c>; waits when it was not given. Days may lie between the upgrade and the word, so the version and its services are
/// looked at once more first: what does not run is not accepted, because acceptance closes the way back.
/// </summary>
public sealed class AcceptHandler(IContainerEngine engine, ICompose compose, [FromKeyedServices(DeploymentKind.Compose)] IDeployment deployment) : StepHandler<Accept>
{
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A container in a restart loop looks alive whenever it is looked at once.
    private static readonly TimeSpan LoopPeriod = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(Accept step, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Options.Accept)
            return new StepOutcome.Waiting("the operator's --accept; until then the way back is open");

        return (StepOutcome?)await FindIdleServiceAsync(step, context, cancellationToken)
            ?? (StepOutcome?)await FindOtherVersionAsync(context, cancellationToken)
            ?? new StepOutcome.Done($"accepted by {RunOwner.Current(context.Clock)}");
    }

    private async Task<StepOutcome.Failed?> FindIdleServiceAsync(Accept step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Plan.To is not { } version || context.Application.FindRelease(version) is not { Services.IsEmpty: false } release)
            return null;

        var containers = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        foreach (var service in await ServicesToRun.FindAsync(compose, release, containers, step, context, cancellationToken))
        {
            var found = containers.Where(container => container.Service == service).ToList();
            if (!found.Exists(container => IsFine(container, context.Clock.GetUtcNow())))
                return Refusal(service, found.FirstOrDefault(), version.ToString());
        }

        return null;
    }

    private static StepOutcome.Failed Refusal(string service, ContainerState? container, string version) => container switch
    {
        null => new($"Version {version} is not accepted: service '{service}' has no container", "Start the service again"),
        { IsAlive: true } => new($"Version {version} is not accepted: container '{container.Name}' of service '{service}' restarts again and again", $"Look at 'docker logs {container.Name}'"),
        _ => new($"Version {version} is not accepted: service '{service}' does not run, its container '{container.Name}' is {container.Status}", $"docker start {container.Name}"),
    };

    private static bool IsFine(ContainerState container, DateTimeOffset now) =>
        container.HasDoneItsTask || (container.Status == "running" && (container.RestartCount == 0 || now - container.StartedAt > LoopPeriod));

    private async Task<StepOutcome.Failed?> FindOtherVersionAsync(StepContext context, CancellationToken cancellationToken)
    {
        var expected = context.Plan.To?.ToString() ?? context.Before.Version;
        var reading = VersionReading.None("nothing answers");
        for (var left = Tries; left > 0; left--)
        {
            reading = await deployment.ReadVersionAsync(context.Application, context.Before.Project, cancellationToken);
            if (reading.Version is { } version && (context.Plan.To is { } to ? context.Application.IsVersion(to, version) : version == expected))
                return null;

            await Task.Delay(Pause, context.Clock, cancellationToken);
        }

        return new StepOutcome.Failed(
            $"Version {expected} is not accepted: {(reading.Version is { } other ? $"version {other} answers" : reading.Trouble)}",
            $"Look at the log of service '{context.Application.ProbeOf(context.Plan.To).Service}'");
    }
}
