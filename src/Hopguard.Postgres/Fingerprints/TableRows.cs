using System.Collections.Concurrent;
using Hopguard.Engine.Ports;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>Digests the rows of every table of a snapshot, several tables at once, largest first.</summary>
internal sealed class TableRows(DatabaseSnapshot snapshot, int connections, IProgress<StepProgress> progress)
{
    private readonly ConcurrentDictionary<string, RowDigest> _digests = new(StringComparer.Ordinal);
    private long _total;
    private long _done;

    private sealed record Table(string Name, long Size, string Columns, string Condition)
    {
        public string Copy => $"COPY (SELECT {Columns} FROM ONLY {Name} {Condition}) TO STDOUT (FORMAT binary)";
    }

    /// <summary>Reads all rows.</summary>
    public async Task<SortedDictionary<string, RowDigest>> DigestAsync(CancellationToken cancellationToken)
    {
        var tables = await snapshot.Connection.QueryAsync(
            CatalogueQuery.LoadText("Catalogue/Rows/tables.sql"),
            row => new Table(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3)),
            cancellationToken);
        _total = tables.Sum(table => table.Size);

        var queue = new ConcurrentQueue<Table>(tables);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, Math.Min(connections, tables.Count)).Select(_ => Task.Run(() => WorkAsync(queue, stop), stop.Token));
        await Task.WhenAll(workers);
        return new SortedDictionary<string, RowDigest>(_digests, StringComparer.Ordinal);
    }

    private async Task WorkAsync(ConcurrentQueue<Table> queue, CancellationTokenSource stop)
    {
        try
        {
            await using var connection = await snapshot.JoinAsync(stop.Token);
            while (queue.TryDequeue(out var table))
                _digests[table.Name] = await DigestAsync(connection, table, stop.Token);
        }
        catch
        {
            // One table that cannot be read makes the fingerprint worthless: the other workers need not go on.
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<RowDigest> DigestAsync(NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        const long reportEvery = 8 * 1024 * 1024;
        var sum = new RowDigestSum();
        long reported = 0;
        await CopyOut.ReadAsync(connection, table.Copy, Take, cancellationToken);
        Report(Interlocked.Add(ref _done, table.Size));
        return sum.ToDigest();

        void Take(ReadOnlySpan<byte> tuple, long bytesRead)
        {
            sum.Add(tuple);
            if (bytesRead - reported < reportEvery)
                return;

            reported = bytesRead;
            // What is compressed on disk arrives longer than it is stored.
            Report(Interlocked.Read(ref _done) + Math.Min(reported, table.Size));
        }
    }

    private void Report(long done) => progress.Report(new StepProgress($"fingerprinting '{snapshot.Database}'", Math.Min(done, _total), _total, ProgressUnit.Bytes));
}
