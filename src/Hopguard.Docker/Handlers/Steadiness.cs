using Hopguard.Docker.Compose;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>Waits until containers run and keep running: a restart loop looks alive whenever it is looked at once.</summary>
internal sealed class Steadiness(IContainerEngine engine)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private const int LogLines = 20;

    /// <summary>Waits until every service named has a container that runs, and no restart was counted for some seconds.</summary>
    /// <exception cref="HopguardException">One does not within the run's patience; the message holds the end of its log.</exception>
    public async Task WaitAsync(string project, IReadOnlyCollection<string> services, StepContext context, CancellationToken cancellationToken)
    {
        var began = context.Clock.GetTimestamp();
        var steadySince = began;
        var last = string.Empty;
        while (true)
        {
            var containers = await ContainersAsync(project, services, cancellationToken);
            var troubled = services.Where(service => !containers.Any(container => container.Service == service && IsFine(container))).ToList();
            var now = string.Join(' ', containers.Select(container => $"{container.Id}:{container.RestartCount}:{container.StartedAt:O}"));
            if (troubled.Count > 0 || now != last)
                steadySince = context.Clock.GetTimestamp();

            last = now;
            if (troubled.Count == 0 && context.Clock.GetElapsedTime(steadySince) >= Window)
                return;

            var waited = context.Clock.GetElapsedTime(began);
            if (waited > context.Options.Patience)
                throw await ExplainAsync(troubled, containers, cancellationToken);

            context.Progress.Report(new StepProgress("waiting for services to stay up", (long)waited.TotalSeconds, null, ProgressUnit.Seconds));
            await Task.Delay(Pause, context.Clock, cancellationToken);
        }
    }

    private async Task<List<ContainerState>> ContainersAsync(string project, IReadOnlyCollection<string> services, CancellationToken cancellationToken) =>
        [.. (await engine.ListContainersAsync(ComposeLabels.Of(project), cancellationToken))
            .Where(container => !ComposeLabels.IsOneOff(container) && services.Contains(container.Service))];

    // A service that has done its one task and left without an error is as it should be.
    private static bool IsFine(ContainerState container) =>
        container.Status == "running" || container is { Status: "exited", ExitCode: 0, RestartPolicy: "no" or "on-failure" };

    private async Task<HopguardException> ExplainAsync(List<string> troubled, List<ContainerState> containers, CancellationToken cancellationToken)
    {
        if (containers.FirstOrDefault(container => troubled.Contains(container.Service!) || container.RestartCount > 0) is not { } worst)
            return new HopguardException($"Service '{troubled.FirstOrDefault()}' has no container", "Look at its compose file");

        var log = await engine.ReadLogAsync(worst.Name, LogLines, cancellationToken);
        return new HopguardException(
            $"Service '{worst.Service}' does not stay up: container '{worst.Name}' is {worst.Status}, exit code {worst.ExitCode}, {worst.RestartCount} restarts; its log ends with: {log.Trim()}",
            "Look at the whole log with 'docker logs " + worst.Name + "'");
    }
}
