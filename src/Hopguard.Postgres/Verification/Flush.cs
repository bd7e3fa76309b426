using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Verification;

/// <summary>A checkpoint that a server makes while something else is done with it; disposing waits for its end.</summary>
internal sealed class Flush : IAsyncDisposable
{
    private readonly Task _work;

    private Flush(Task work) => _work = work;

    /// <summary>Begins a checkpoint. One that fails is logged and proves nothing: what is in memory only, the server writes when it stops.</summary>
    public static Flush Begin(PostgreSqlEndpoint server, Action<string> log, CancellationToken cancellationToken) => new(WriteAsync(server, log, cancellationToken));

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _work;

    private static async Task WriteAsync(PostgreSqlEndpoint server, Action<string> log, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await PinnedSession.OpenAsync(server, cancellationToken);
            await connection.ExecuteAsync("CHECKPOINT", cancellationToken);
        }
        catch (Exception trouble) when (trouble is HopguardException or NpgsqlException or OperationCanceledException)
        {
            log($"The trial's server made no checkpoint: {trouble.Message}");
        }
    }
}
