using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hopguard.Lab;

/// <summary>
/// A process that takes the closing of its input for the order to tidy up and end. The system closes it with this process too, however it ends, and neither a terminal's Ctrl+C nor the end of a
/// thread reaches the other side.
/// </summary>
sealed class HeldProcess : IAsyncDisposable
{
    const int LinesKept = 12;

    readonly Process _process;
    readonly ConcurrentQueue<string> _errors = new();

    HeldProcess(Process process) => _process = process;

    /// <summary>The last lines that it wrote to its standard error.</summary>
    public string LastWords => string.Join('\n', _errors);

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts a script in a session of its own.</summary>
    public static HeldProcess Start(string script, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("setsid", ["bash", script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        var held = new HeldProcess(Process.Start(start) ?? throw new LabException("'setsid' did not start"));
        held._process.ErrorDataReceived += (_, line) => held.Keep(line.Data);
        held._process.BeginErrorReadLine();
        return held;
    }

    /// <summary>The next line that it prints, or null when it ends without one.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellation) => await _process.StandardOutput.ReadLineAsync(cancellation);

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Closes its input and waits until it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        _errors.Enqueue(line);
        if (_errors.Count > LinesKept)
            _errors.TryDequeue(out _);
    }
}
