namespace Hopguard.Reporting.Tests.Support;

/// <summary>A clock that stands until it is moved; its timers ring while it moves. FakeTimeProvider would replace it if its package were to be had.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), _ticks + dueTime.Ticks, period.Ticks, timer => _timers.Remove(timer));
        _timers.Add(timer);
        return timer;
    }

    public void Advance(double seconds)
    {
        var end = _ticks + TimeSpan.FromSeconds(seconds).Ticks;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } timer)
        {
            _ticks = timer.Due;
            timer.Ring();
        }

        _ticks = end;
    }

    private sealed class ManualTimer(Action ring, long due, long period, Action<ManualTimer> stop) : ITimer
    {
        public long Due { get; private set; } = due;

        public void Ring()
        {
            Due += period;
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => stop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
