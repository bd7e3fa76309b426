using System.Runtime.InteropServices;

namespace Hopguard.Hosting;

/// <summary>
/// Turns INT, TERM and HUP into a cancellation, and ends the process when the run has not returned in time: CI systems kill about 7.5 seconds after they
/// asked, and a run in doubt must be on disk before that.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(4.5);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Timer? _end;

    /// <summary>Begins to listen.</summary>
    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Interrupt(signal, 130)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Interrupt(signal, 143)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Interrupt(signal, 129)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>128 and the number of the first signal; null when none came.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>The first signal's name; null when none came.</summary>
    public string? Signal { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _end?.Dispose();
        _source.Dispose();
    }

    private void Interrupt(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (ExitCode is not null)
            return;

        (ExitCode, Signal) = (exitCode, context.Signal.ToString());
        _end = new Timer(_ => Environment.Exit(exitCode), state: null, TimeLimit, Timeout.InfiniteTimeSpan);
        // Not on this thread: what listens to the token may take its time, and the next signal must still be heard.
        _ = _source.CancelAsync();
    }
}
