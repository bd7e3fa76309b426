using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;

namespace Hopguard.Docker.Compose;

/// <summary>Ends the wait for a program that speaks to the engine by itself once the engine answers nobody any more: docker's own programs would wait for ever.</summary>
internal sealed class EngineWatch(IContainerEngine engine)
{
    private const int MaxUnanswered = 3;

    /// <summary>Time between two questions, and the longest wait for an answer.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the work, however long it takes, as long as the engine answers.</summary>
    /// <param name="subject">What is waited for, for people.</param>
    /// <param name="work">The work; its token ends it.</param>
    /// <param name="cancellationToken">Ends it for other reasons.</param>
    /// <exception cref="HopguardException">The engine left three questions in a row without an answer.</exception>
    public async Task<T> WaitAsync<T>(string subject, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = work(source.Token);
        for (var unanswered = 0; unanswered < MaxUnanswered;)
        {
            if (await Task.WhenAny(working, Task.Delay(Interval, source.Token)) == working || cancellationToken.IsCancellationRequested)
                return await working;

            unanswered = await AnswersAsync(source.Token) ? 0 : unanswered + 1;
        }

        await source.CancelAsync();
        await working.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        throw new HopguardException($"{subject} was given up: Docker Engine has answered nothing for {Durations.Of(MaxUnanswered * Interval)}", "Look at the engine's log; restart it if it hangs, then repeat the command");
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Interval);
        try
        {
            await engine.DescribeAsync(limit.Token);
            return true;
        }
        catch (Exception trouble) when (trouble is HopguardException or OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested;
        }
    }
}
