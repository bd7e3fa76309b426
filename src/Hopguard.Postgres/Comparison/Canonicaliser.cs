using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Npgsql;

namespace Hopguard.Postgres.Comparison;

/// <summary>
/// Drops those differences that are only two wordings of one definition. A server words a definition anew each time it reads one from a dump
/// (<c>IN ('a', 'b')</c> becomes three different texts), and majors differ on top. Nothing stays on the server: every attempt is rolled back.
/// </summary>
public static class Canonicaliser
{
    /// <summary>What remains of the differences, judged by the server of the right-hand side.</summary>
    public static async Task<IReadOnlyList<Difference>> ReduceAsync(
        IReadOnlyList<Difference> differences, Fingerprint right, PostgreSqlEndpoint server, CancellationToken cancellationToken)
    {
        var remaining = new List<Difference>(differences);
        foreach (var database in differences.GroupBy(difference => difference.Database).Where(group => group.Key is not null))
        {
            await using var connection = await PinnedSession.OpenAsync(server.In(database.Key!), cancellationToken);
            await connection.ExecuteAsync("SET lock_timeout = '10s'", cancellationToken);
            foreach (var difference in database)
            {
                if (await MeansTheSameAsync(connection, difference, right.Databases[database.Key!], cancellationToken))
                    remaining.Remove(difference);
            }
        }

        return remaining;
    }

    private static async Task<bool> MeansTheSameAsync(
        NpgsqlConnection connection, Difference difference, DatabaseFingerprint database, CancellationToken cancellationToken)
    {
        if (difference is not { Left: { } left, Right: { } right } || IsStillToBeValidated(left) != IsStillToBeValidated(right))
            return false;

        if (CanonicalForm.For(difference, left, database) is not { } leftForm || CanonicalForm.For(difference, right, database) is not { } rightForm)
            return false;

        var canonical = await RewriteAsync(connection, leftForm, cancellationToken);
        return canonical is not null && canonical == await RewriteAsync(connection, rightForm, cancellationToken);
    }

    // A constraint that was never checked is another thing than one that holds.
    private static bool IsStillToBeValidated(string definition) => definition.EndsWith(" NOT VALID", StringComparison.Ordinal);

    private static async Task<string?> RewriteAsync(NpgsqlConnection connection, CanonicalForm form, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("BEGIN", cancellationToken);
        try
        {
            foreach (var statement in form.Statements)
                await connection.ExecuteAsync(statement, cancellationToken);

            return await connection.ScalarAsync<string>(form.Read, cancellationToken);
        }
        catch (PostgresException)
        {
            // What the server does not accept cannot be the same: the difference stands.
            return null;
        }
        finally
        {
            await connection.ExecuteAsync("ROLLBACK", CancellationToken.None);
        }
    }
}
