using Hopguard.Engine;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Stopping;

/// <summary>Looks every so often who is connected to a server, so that a change can be laid at somebody's door. One that is quick enough is not seen.</summary>
internal sealed class ClientWatch : IAsyncDisposable
{
    private const string Clients = """
        SELECT format('%s@%s of database %s (%s, connected at %s)', usename, coalesce(host(client_addr), 'local'), coalesce(datname, '-'), coalesce(nullif(application_name, ''), 'unnamed'),
            to_char(backend_start, 'HH24:MI:SS'))
        FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND application_name <> 'hopguard' AND backend_type IN ('client backend', 'walsender')
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stop = new();
    private readonly SortedSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Task _work;

    /// <summary>Begins to look.</summary>
    public ClientWatch(PostgreSqlEndpoint endpoint) => _work = WatchAsync(endpoint);

    /// <summary>Stops looking and names those who were seen, one readable line each.</summary>
    public async Task<IReadOnlyCollection<string>> EndAsync()
    {
        await _stop.CancelAsync();
        await _work;
        return _seen;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    // A watch that fails sees nothing, which hinders nobody: the proof does not rest on it.
    private async Task WatchAsync(PostgreSqlEndpoint endpoint)
    {
        try
        {
            await using var connection = await PinnedSession.OpenAsync(endpoint, _stop.Token);
            while (true)
            {
                // A look that has begun is brought to its end: it may be the one that sees somebody.
                _seen.UnionWith(await connection.QueryAsync(Clients, row => row.GetString(0), CancellationToken.None));
                await Task.Delay(Pause, _stop.Token);
            }
        }
        catch (Exception failure) when (failure is HopguardException or NpgsqlException or OperationCanceledException)
        {
        }
    }
}
