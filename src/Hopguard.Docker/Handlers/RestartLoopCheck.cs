using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Waits until containers run and keep running: a restart loop looks alive whenever it is looked at once. Judged from when each one last started, so that time
/// which other work has taken since counts too, and nobody waits for what was seen already.
/// </summary>
internal sealed class RestartLoopCheck(IContainerEngine engine)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // What dies of a wrong setting or a missing migration does so within seconds, and is started anew by the engine: it is never this old.
    private static readonly TimeSpan OldEnough = TimeSpan.FromSeconds(5);
    private const int LogLines = 20;

    /// <summary>Waits until every service named has a container that has run for some seconds without a restart, or has done its one task.</summary>
    /// <exception cref="HopguardException">One does not within the start-up time-out; the message holds the end of its log.</exception>
    public Task WaitAsync(string project, IReadOnlyCollection<string> services, StepContext context, CancellationToken cancellationToken) =>
        WaitAsync(project, services, OldEnough, context, cancellationToken);

    /// <summary>Waits until every service named has a container that runs or has done its one task; whether it stays up is looked at later.</summary>
    /// <inheritdoc cref="WaitAsync(string, IReadOnlyCollection{string}, StepContext, CancellationToken)" />
    public Task WaitUntilUpAsync(string project, IReadOnlyCollection<string> services, StepContext context, CancellationToken cancellationToken) =>
        WaitAsync(project, services, TimeSpan.Zero, context, cancellationToken);

    private async Task WaitAsync(string project, IReadOnlyCollection<string> services, TimeSpan age, StepContext context, CancellationToken cancellationToken)
    {
        var began = context.Clock.GetTimestamp();
        while (true)
        {
            var containers = await ContainersAsync(project, services, cancellationToken);
            var now = context.Clock.GetUtcNow();
            var troubled = services.Where(service => !containers.Any(container => container.Service == service && IsFine(container))).ToList();
            if (troubled.Count == 0 && !containers.Any(container => container.Status == "running" && now - container.StartedAt < age))
                return;

            var waited = context.Clock.GetElapsedTime(began);
            if (waited > context.Options.StartupTimeout)
                throw await ExplainAsync(troubled, containers, cancellationToken);

            context.Progress.Report(new StepProgress($"waiting for services to stay up, {Durations.Of(context.Options.StartupTimeout)} at most", (long)waited.TotalSeconds, null, ProgressUnit.Seconds));
            await Task.Delay(Pause, context.Clock, cancellationToken);
        }
    }

    private async Task<List<ContainerState>> ContainersAsync(string project, IReadOnlyCollection<string> services, CancellationToken cancellationToken) =>
        [.. (await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken))
            .Where(container => !ComposeLabels.IsOneOff(container) && services.Contains(container.Service))];

    // A service that has done its one task and left without an error is as it should be.
    private static bool IsFine(ContainerState container) => container.Status == "running" || container.HasDoneItsTask;

    private async Task<HopguardException> ExplainAsync(List<string> troubled, List<ContainerState> containers, CancellationToken cancellationToken)
    {
        if (containers.FirstOrDefault(container => troubled.Contains(container.Service!) || container.RestartCount > 0) is not { } worst)
            return new HopguardException($"Service '{troubled.FirstOrDefault() ?? containers.MaxBy(container => container.StartedAt)?.Service}' has no container that stays up", "Look at its compose file");

        var log = await engine.ReadLogAsync(worst.Name, LogLines, cancellationToken);
        return new HopguardException(
            $"Service '{worst.Service}' does not stay up: container '{worst.Name}' is {worst.Status}, exit code {worst.ExitCode}, {Counts.Of(worst.RestartCount, "restart")}; its log ends with:\n{log.Trim()}",
            "Look at the whole log with 'docker logs " + worst.Name + "'")
        { AfterRollback = string.Empty };
    }
}
