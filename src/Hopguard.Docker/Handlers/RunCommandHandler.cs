using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Runs a command in the container of a compose service.</summary>
public sealed class RunCommandHandler(IContainerEngine engine, ICompose compose) : CommandHandler
{
    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> FindHindranceAsync(RunCommand step, StepContext context, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        return containers.Any(container => container.Service == step.Service.Text && container.IsAlive)
            ? null
            : new StepOutcome.Failed($"Service '{step.Service}' does not run, so no command can run in it", "Move the step behind the one that starts the service");
    }

    /// <inheritdoc />
    protected override async Task<CommandEnd> RunAsync(RunCommand step, StepContext context, Action<string> onLine, CancellationToken cancellationToken)
    {
        var result = await compose.ExecAsync(TargetProject.At(step, context), step.Service, [.. step.Command.Select(word => word.Text)], onLine, cancellationToken);
        return new CommandEnd(result.ExitCode, result.Output, result.Error);
    }
}
