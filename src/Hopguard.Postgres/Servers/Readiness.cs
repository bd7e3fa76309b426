using System.Globalization;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Postgres.Connections;

namespace Hopguard.Postgres.Servers;

/// <summary>
/// Waits for a server. The image's first start runs a temporary server on its socket, so only TCP counts, and a server counts as up only when the same one
/// still answers some time later.
/// </summary>
internal sealed class Readiness(IContainerEngine engine, TimeProvider clock)
{
    private const int RestartsThatMeanFailure = 3;
    private const int LogLines = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until the server in the container has answered for the whole of <paramref name="stable"/>.</summary>
    public async Task<ServerContainer> WaitAsync(
        string container, string subject, TimeSpan patience, TimeSpan stable, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var restarts = (await engine.FindContainerAsync(container, cancellationToken))?.RestartCount ?? 0;
        (string? StartedAt, long Since) seen = (null, began);
        while (true)
        {
            await FailWhenLostAsync(container, subject, restarts, cancellationToken);
            var (server, startedAt) = await AskAsync(container, subject, cancellationToken);
            if (startedAt is null || startedAt != seen.StartedAt)
                seen = (startedAt, clock.GetTimestamp());
            else if (clock.GetElapsedTime(seen.Since) >= stable)
                return server!;

            var waited = clock.GetElapsedTime(began);
            if (waited > patience)
                throw await FailureAsync(container, $"PostgreSQL of {subject} did not answer over TCP within {patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s", cancellationToken);

            progress.Report(new StepProgress($"waiting for {subject}", (long)waited.TotalSeconds, null, ProgressUnit.Seconds));
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task<(ServerContainer? Server, string? StartedAt)> AskAsync(string container, string subject, CancellationToken cancellationToken)
    {
        try
        {
            var server = await ServerContainer.FindAsync(engine, container, subject, cancellationToken);
            await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
            return (server, await connection.ScalarAsync<string>("SELECT pg_postmaster_start_time()::text", cancellationToken));
        }
        catch (HopguardException)
        {
            return (null, null);
        }
    }

    private async Task FailWhenLostAsync(string container, string subject, int restarts, CancellationToken cancellationToken)
    {
        var state = await engine.FindContainerAsync(container, cancellationToken);
        if (state is null)
            throw new HopguardException($"Container '{container}' of {subject} is not there any more");

        if (!state.IsAlive)
            throw await FailureAsync(container, $"PostgreSQL of {subject} ended with exit code {state.ExitCode}", cancellationToken);

        if (state.RestartCount - restarts >= RestartsThatMeanFailure)
            throw await FailureAsync(container, $"PostgreSQL of {subject} fails again and again", cancellationToken);
    }

    private async Task<HopguardException> FailureAsync(string container, string what, CancellationToken cancellationToken) =>
        new($"{what}; its log ends with:\n{await engine.ReadLogAsync(container, LogLines, cancellationToken)}");
}
