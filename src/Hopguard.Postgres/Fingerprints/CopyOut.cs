using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>Reads what a <c>COPY … TO STDOUT (FORMAT binary)</c> sends, on a thread of its own.</summary>
internal static class CopyOut
{
    /// <summary>Takes one tuple, as <see cref="CopyTuples.Current"/> gives it, and how many bytes of tuples have come.</summary>
    internal delegate void OnTuple(ReadOnlySpan<byte> tuple, long bytesRead);

    /// <summary>Reads all tuples.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, string copy, OnTuple onTuple, CancellationToken cancellationToken)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellationToken);
        try
        {
            await Task.Factory.StartNew(() => Read(stream, onTuple, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (OperationCanceledException)
        {
            // Else closing the stream would read the table to its end.
            await stream.CancelAsync();
            throw;
        }
    }

    private static void Read(NpgsqlRawCopyStream stream, OnTuple onTuple, CancellationToken cancellationToken)
    {
        var tuples = new CopyTuples(stream);
        while (tuples.Read())
        {
            onTuple(tuples.Current.Span, tuples.BytesRead);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
