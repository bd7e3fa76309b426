using System.Diagnostics;
using System.Text;

namespace Hopguard.EndToEnd;

/// <summary>The host as users run it: a process of its own, with its arguments, its output and its exit code.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();

    private HostProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Everything printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
                return _output.ToString();
        }
    }

    /// <summary>Its process id.</summary>
    public string Id => _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Starts the host.</summary>
    public static HostProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments) => StartProgram(environment, [HostPath(), .. arguments]);

    /// <summary>Starts another program as the host is started.</summary>
    public static HostProcess StartProgram(IReadOnlyDictionary<string, string?> environment, params string[] program)
    {
        // Whoever runs the tests in the background hands ignored signals down, and these are about signals.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM,HUP", .. program]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var host = new HostProcess(new Process { StartInfo = start });
        host._process.Start();
        host._process.StandardInput.Close();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits for the end; kills the host and fails after the time given.</summary>
    public async Task<HostResult> EndAsync(TimeSpan? timeLimit = null)
    {
        using var limit = new CancellationTokenSource(timeLimit ?? TimeSpan.FromMinutes(5));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException("The host did not end in time; it printed:\n" + Output, late);
        }

        return new HostResult(_process.ExitCode, Output);
    }

    /// <summary>Waits until a line that contains the text was printed.</summary>
    public async Task UntilPrintedAsync(string text)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(3);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || DateTime.UtcNow > deadline)
                throw new TimeoutException($"'{text}' was never printed, but:\n{Output}");

            await Task.Delay(20);
        }
    }

    /// <summary>Sends a signal: <c>INT</c>, <c>TERM</c>, <c>HUP</c>, <c>KILL</c>.</summary>
    public void Signal(string name) => Process.Start("kill", [$"-{name}", Id]).WaitForExit();

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_gate)
            _output.AppendLine(line);
    }

    /// <summary>The host's program.</summary>
    public static string HostPath()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = output.Parent!.Name;
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "Build.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository");

        return Path.Combine(root.FullName, "build", "bin", configuration, output.Name, "hopguard");
    }
}

/// <summary>How the host ended.</summary>
internal sealed record HostResult(int ExitCode, string Output);
