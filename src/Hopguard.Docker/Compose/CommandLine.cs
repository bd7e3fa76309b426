using System.ComponentModel;
using System.Diagnostics;
using Hopguard.Docker.Containers;
using Hopguard.Engine;

namespace Hopguard.Docker.Compose;

/// <summary>Runs a program without a shell and a terminal, with exactly the environment it is given.</summary>
internal static class CommandLine
{
    /// <summary>Runs to the end; on cancellation the program and all that it started are killed before the method returns.</summary>
    /// <param name="program">The program, looked up on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="environment">Its whole environment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="onLine">Receives every line of both streams as it comes; with it only the end of each stream is kept.</param>
    /// <exception cref="HopguardException">The program is not there.</exception>
    public static async Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken,
        Action<string>? onLine = null)
    {
        using var process = new Process { StartInfo = Describe(program, arguments, folder, environment) };
        cancellationToken.ThrowIfCancellationRequested();
        Start(process, program);
        process.StandardInput.Close();

        // Read to the end of both pipes even when cancelled: a killed program closes them.
        var output = ReadAsync(process.StandardOutput, onLine);
        var error = ReadAsync(process.StandardError, onLine);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await DrainAsync(output, error);
            throw;
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }

    // The pipes are read to their end before the process is let go of, unless something that was not killed still holds them.
    private static async Task DrainAsync(Task<string> output, Task<string> error)
    {
        try
        {
            await Task.WhenAll(output, error).WaitAsync(TimeSpan.FromSeconds(2));
        }
        catch (Exception trouble) when (trouble is TimeoutException or IOException or ObjectDisposedException)
        {
            _ = Task.WhenAll(output, error).ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private static async Task<string> ReadAsync(StreamReader pipe, Action<string>? onLine)
    {
        if (onLine is null)
            return await pipe.ReadToEndAsync(CancellationToken.None);

        var tail = new LineTail(line => Pass(line, onLine));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await pipe.BaseStream.ReadAsync(buffer, CancellationToken.None)) > 0)
            tail.Append(buffer.AsSpan(0, read));

        tail.Finish();
        return tail.Text;
    }

    // Both streams speak at once; who listens hears one line at a time.
    private static void Pass(string line, Action<string> onLine)
    {
        lock (onLine)
            onLine(line);
    }

    private static ProcessStartInfo Describe(
        string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return start;
    }

    private static void Start(Process process, string program)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new HopguardException($"Program '{program}' cannot be started: {missing.Message}", $"Install '{program}' and put it on the PATH", missing);
        }
    }
}

/// <summary>How a program ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
