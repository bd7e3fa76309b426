using Hopguard.Engine;

namespace Hopguard.Docker.Connection;

/// <summary>
/// Decides what is a hiccup of the engine, and for how long it is waited for: an engine that has answered this program and is away now is most likely being restarted, and the containers go on
/// meanwhile where it is set up so. One place for every question, so that no step that waits for something else has to think of it.
/// </summary>
/// <param name="limit">How long it is waited for, from its last answer on: once that is over, everybody is told at once until it answers again.</param>
/// <param name="clock">The clock.</param>
internal sealed class EngineAbsence(TimeSpan limit, TimeProvider clock)
{
    /// <summary>Most are over sooner, and nobody need know.</summary>
    private static readonly TimeSpan Unmentioned = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private long? _since;
    private bool _hasAnswered;
    private bool _isTold;

    /// <summary>Told once of each absence that lasts for some seconds: what asking brought, and how long the engine is waited for.</summary>
    public Action<HopguardException, TimeSpan>? Awaits { get; set; }

    /// <summary>Whether the engine is there, or is still waited for; not so while it has never answered.</summary>
    public bool IsBorne
    {
        get
        {
            lock (_gate)
                return _hasAnswered && (_since is not { } since ? limit : limit - clock.GetElapsedTime(since)) > TimeSpan.Zero;
        }
    }

    /// <summary>The engine gave an answer, whichever.</summary>
    public void Answered()
    {
        lock (_gate)
            (_since, _hasAnswered, _isTold) = (null, true, false);
    }

    /// <summary>Waits a moment for an engine that is away; false where it is not to be waited for any longer.</summary>
    /// <param name="trouble">What asking it brought.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> IsBorneAsync(HopguardException trouble, CancellationToken cancellationToken)
    {
        if (!Goes(out var isToBeTold))
            return false;

        if (isToBeTold)
            Awaits?.Invoke(trouble, limit);
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    private bool Goes(out bool isToBeTold)
    {
        lock (_gate)
        {
            _since ??= clock.GetTimestamp();
            isToBeTold = IsBorne && !_isTold && clock.GetElapsedTime(_since.Value) >= Unmentioned;
            _isTold |= isToBeTold;
            return IsBorne;
        }
    }
}
