using Hopguard.Engine;

namespace Hopguard.Docker.Connection;

/// <summary>Ends an answer of any length when nothing of it came for some time: a hanging engine must not hold a run for ever.</summary>
internal sealed class SilenceLimit : IDisposable
{
    private readonly TimeSpan _timeLimit;
    private readonly CancellationToken _outer;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _ended;

    /// <param name="timeLimit">The longest silence.</param>
    /// <param name="cancellationToken">Ends it for other reasons.</param>
    /// <param name="clock">Measures the silence; the system's when null.</param>
    public SilenceLimit(TimeSpan timeLimit, CancellationToken cancellationToken, TimeProvider? clock = null)
    {
        (_timeLimit, _outer) = (timeLimit, cancellationToken);
        _source = new CancellationTokenSource(timeLimit, clock ?? TimeProvider.System);
        _ended = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Cancelled by the silence, and by the token that was given.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the silence cancelled the token, and not the caller.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_outer.IsCancellationRequested;

    /// <summary>The stream, each read of which ends the silence.</summary>
    public Stream Watch(Stream stream) => new WatchedStream(stream, this);

    /// <summary>Ends the silence.</summary>
    public void Heard()
    {
        if (!_source.IsCancellationRequested)
            _source.CancelAfter(_timeLimit);
    }

    /// <summary>Waits for the work, and says what did not go on.</summary>
    /// <exception cref="HopguardException">Nothing was heard for too long.</exception>
    public async Task<T> EndedInTimeAsync<T>(Task<T> work, string subject)
    {
        try
        {
            return await work;
        }
        catch (Exception cancelled) when (cancelled is OperationCanceledException or IOException && IsOver)
        {
            throw new HopguardException($"{subject} stood still for {_timeLimit.TotalMinutes:0} minutes", "Look at the engine's log; restart it if it hangs, then repeat the command", cancelled);
        }
    }

    /// <inheritdoc cref="EndedInTimeAsync{T}(Task{T}, string)"/>
    public Task EndedInTimeAsync(Task work, string subject) => EndedInTimeAsync(AsResult(work), subject);

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Dispose();
        _source.Dispose();
    }

    private static async Task<bool> AsResult(Task work)
    {
        await work;
        return true;
    }
}
