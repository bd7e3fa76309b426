using Hopguard.Docker.Connection;
using Microsoft.Extensions.Time.Testing;

namespace Hopguard.Docker.Tests.Connection;

public sealed class SilenceLimitTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task An_answer_that_stands_still_is_an_error_that_names_it()
    {
        using var limit = new SilenceLimit(TimeSpan.FromMinutes(2), CancellationToken.None, _clock);
        await using var stream = limit.Watch(new Silent());
        var read = limit.EndedInTimeAsync(stream.ReadAsync(new byte[1]).AsTask(), "The pull of image 'x'");
        _clock.Advance(TimeSpan.FromMinutes(1.9));
        read.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromMinutes(0.2));

        (await read.Invoking(task => task).Should().ThrowAsync<HopguardException>())
            .WithMessage("The pull of image 'x' stood still for 2 minutes").Which.Remedy.Should().NotBeNull();
    }

    [Fact]
    public async Task An_answer_that_goes_on_may_take_its_time()
    {
        using var limit = new SilenceLimit(TimeSpan.FromMinutes(2), CancellationToken.None, _clock);
        await using var stream = limit.Watch(new MemoryStream(new byte[10]));
        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1.9));
            (await stream.ReadAsync(new byte[1])).Should().Be(1);
        }

        limit.IsOver.Should().BeFalse();
    }

    [Fact]
    public async Task Whoever_cancels_is_not_told_of_a_silence()
    {
        using var stop = new CancellationTokenSource();
        using var limit = new SilenceLimit(TimeSpan.FromMinutes(1), stop.Token);
        await using var stream = limit.Watch(new Silent());
        var read = limit.EndedInTimeAsync(stream.ReadAsync(new byte[1]).AsTask(), "x");
        await stop.CancelAsync();

        await read.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    private sealed class Silent : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
