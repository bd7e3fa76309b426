namespace Hopguard.Kubernetes.Tests;

/// <summary>A clock that runs ten times as fast as the world: what is waited for is waited for, and sooner over.</summary>
internal sealed class HastyClock : TimeProvider
{
    private const int Times = 10;

    public override long GetTimestamp() => TimeProvider.System.GetTimestamp() * Times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => TimeProvider.System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private static TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / Times : time;
}
