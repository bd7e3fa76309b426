namespace Hopguard.Postgres.Servers;

/// <summary>Work that is of use as a whole only: where a part fails, the others are stopped.</summary>
internal static class Together
{
    /// <summary>Waits until every part has ended; the error of the one that failed first is the one to tell.</summary>
    /// <param name="stop">What the parts were begun with.</param>
    /// <param name="parts">The parts.</param>
    public static async Task RunAsync(CancellationTokenSource stop, params Task[] parts)
    {
        var first = await Task.WhenAny(parts);
        if (!first.IsCompletedSuccessfully)
            await stop.CancelAsync();

        try
        {
            await Task.WhenAll(parts);
        }
        catch (OperationCanceledException)
        {
            // The others were stopped because this one failed.
            await first;
            throw;
        }
    }
}
