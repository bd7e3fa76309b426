using Hopguard.Reporting.Progress;
using Microsoft.Extensions.Time.Testing;

namespace Hopguard.Reporting.Tests.Progress;

public sealed class RateEstimatorTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RateEstimator _rate;

    public RateEstimatorTests() => _rate = new RateEstimator(_clock);

    [Fact]
    public void Nothing_is_told_before_the_first_second_is_over()
    {
        Work(seconds: 0.9, perSecond: 100);
        _rate.PerSecond().Should().BeNull();
        _rate.Left(1000).Should().BeNull();
    }

    [Fact]
    public void Steady_work_has_its_rate_and_the_time_left()
    {
        Work(seconds: 30, perSecond: 100);
        _rate.PerSecond().Should().BeApproximately(100, 0.5);
        _rate.Left(6000)!.Value.TotalSeconds.Should().BeApproximately(30, 0.5);
    }

    [Fact]
    public void A_change_of_speed_is_followed_within_the_window()
    {
        Work(seconds: 60, perSecond: 100);
        Work(seconds: 21, perSecond: 10, from: 6000);
        _rate.PerSecond().Should().BeApproximately(10, 1);
    }

    [Fact]
    public void Work_that_stands_still_slows_down_to_nothing()
    {
        Work(seconds: 10, perSecond: 100);
        _clock.Advance(TimeSpan.FromSeconds(200));
        _rate.PerSecond().Should().BeLessThan(6);
        _clock.Advance(TimeSpan.FromSeconds(1e9));
        _rate.Left(100_000).Should().BeNull();
    }

    [Fact]
    public void Work_that_goes_backwards_starts_anew()
    {
        Work(seconds: 10, perSecond: 100);
        _rate.Report(0);
        _rate.PerSecond().Should().BeNull();
        Work(seconds: 10, perSecond: 50);
        _rate.PerSecond().Should().BeApproximately(50, 0.5);
    }

    [Fact]
    public void Nothing_is_left_of_work_that_is_done_or_more()
    {
        Work(seconds: 10, perSecond: 100);
        _rate.Left(1000).Should().BeNull();
        _rate.Left(0).Should().BeNull();
    }

    private void Work(double seconds, double perSecond, double from = 0)
    {
        _rate.Report((long)from);
        for (var tick = 1; tick <= seconds * 10; tick++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            _rate.Report((long)(from + (tick * perSecond / 10)));
        }
    }
}
