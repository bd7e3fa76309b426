using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Servers;

/// <summary>
/// Waits for a server. The image's first start runs a temporary server on its socket, so only TCP counts. A server counts as up when it answers and its container
/// is still the start of it that was looked at before: no window of time is waited for, since whoever works with the server next is its watch.
/// </summary>
internal sealed class Readiness(IContainerEngine engine, TimeProvider clock)
{
    private const int RestartsThatMeanFailure = 3;
    private const int LogLines = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the server in the container answers.</summary>
    public async Task<ServerContainer> WaitAsync(string container, string subject, TimeSpan timeLimit, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var restarts = (await engine.FindContainerAsync(container, cancellationToken))?.RestartCount ?? 0;
        while (true)
        {
            var before = await RequireAliveAsync(container, subject, restarts, cancellationToken);
            if (await AskAsync(container, subject, cancellationToken) is { } server && IsSameStart(before, await RequireAliveAsync(container, subject, restarts, cancellationToken)))
                return server;

            var waited = clock.GetElapsedTime(began);
            if (waited > timeLimit)
                throw await FailureAsync(container, $"PostgreSQL of {subject} did not answer over TCP within {Durations.Of(timeLimit)}", cancellationToken);

            progress.Report(new StepProgress($"waiting for {subject}", (long)waited.TotalSeconds, null, ProgressUnit.Seconds));
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static bool IsSameStart(ContainerState before, ContainerState after) =>
        after.Status == "running" && before.StartedAt == after.StartedAt && before.RestartCount == after.RestartCount;

    private async Task<ServerContainer?> AskAsync(string container, string subject, CancellationToken cancellationToken)
    {
        try
        {
            var server = await ServerContainer.FindAsync(engine, container, subject, cancellationToken);
            await using var connection = await PinnedSession.OpenOnceAsync(server.Endpoint, cancellationToken);
            return server;
        }
        catch (Exception trouble) when (trouble is HopguardException or NpgsqlException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<ContainerState> RequireAliveAsync(string container, string subject, int restarts, CancellationToken cancellationToken)
    {
        var state = await engine.FindContainerAsync(container, cancellationToken)
            ?? throw new HopguardException($"Container '{container}' of {subject} is not there any more");
        if (!state.IsAlive)
            throw await FailureAsync(container, $"PostgreSQL of {subject} ended with exit code {state.ExitCode}", cancellationToken);

        return state.RestartCount - restarts >= RestartsThatMeanFailure
            ? throw await FailureAsync(container, $"PostgreSQL of {subject} fails again and again", cancellationToken)
            : state;
    }

    private async Task<HopguardException> FailureAsync(string container, string what, CancellationToken cancellationToken) =>
        new($"{what}; its log ends with:\n{await engine.ReadLogAsync(container, LogLines, cancellationToken)}");
}
