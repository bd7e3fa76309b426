namespace Hopguard.Reporting.Progress;

/// <summary>
/// The rate of a piece of work over its last 20 seconds: long enough to be steady, short enough to follow a change. Work that stands still slows down to
/// nothing; work that goes backwards, as a retry does, starts anew.
/// </summary>
public sealed class RateEstimator(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, long Done)> _samples = new();
    private long _lastSampleAt;
    private long _done;

    /// <summary>Takes note of how much is done by now.</summary>
    public void Report(long done)
    {
        var now = clock.GetTimestamp();
        if (done < _done)
            _samples.Clear();

        _done = done;
        if (_samples.Count > 0 && clock.GetElapsedTime(_lastSampleAt, now) < Spacing)
            return;

        _samples.Enqueue((now, done));
        _lastSampleAt = now;
    }

    /// <summary>Amount in a second; null as long as there is too little to tell from.</summary>
    public double? PerSecond()
    {
        var now = clock.GetTimestamp();
        // The newest sample that is older than the window stays, as the window's start.
        while (_samples.Count > 1 && clock.GetElapsedTime(_samples.ElementAt(1).At, now) >= Window)
            _samples.Dequeue();

        if (!_samples.TryPeek(out var first))
            return null;

        var span = clock.GetElapsedTime(first.At, now);
        return span < Warmup ? null : (_done - first.Done) / span.TotalSeconds;
    }

    /// <summary>Time until the total is reached at the present rate; null when that cannot be told.</summary>
    public TimeSpan? Left(long total)
    {
        var seconds = (total - _done) / PerSecond();
        return total > _done && seconds < TimeSpan.FromDays(100).TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : null;
    }
}
