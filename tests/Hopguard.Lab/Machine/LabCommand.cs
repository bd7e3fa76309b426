using System.Diagnostics;
using System.Text;

namespace Hopguard.Lab;

/// <summary>A program of the machine, run to its end with its output kept.</summary>
/// <param name="File">Name or path of the program.</param>
/// <param name="Arguments">Each passed as it is; no shell is involved.</param>
public sealed record LabCommand(string File, params IReadOnlyList<string> Arguments)
{
    const int LinesShown = 12;

    /// <summary>Variables added to those of this process; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What the program reads.</summary>
    public string Input { get; init; } = "";

    /// <summary>Where it runs, or null for here.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether a program of this name is on the machine's path.</summary>
    public static bool Exists(string name) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/local/sbin", "/usr/sbin", "/sbin"])
            .Any(folder => folder.Length > 0 && System.IO.File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs it and returns what it printed, without the last line end.</summary>
    /// <exception cref="LabException">It ended with another code than 0; the message carries its last lines.</exception>
    public async Task<string> RunAsync(CancellationToken cancellation = default)
    {
        var result = await TryRunAsync(cancellation);
        if (result.ExitCode == 0)
            return result.Output.TrimEnd('\n');
        var lines = (result.Errors.Length > 0 ? result.Errors : result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        throw new LabException($"'{File} {string.Join(' ', Arguments.Take(4))}' ended with {result.ExitCode}: {string.Join('\n', lines.TakeLast(LinesShown))}");
    }

    /// <summary>Runs it and returns how it ended.</summary>
    public async Task<Result> TryRunAsync(CancellationToken cancellation = default)
    {
        using var process = Process.Start(Describe()) ?? throw new LabException($"'{File}' did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.StandardInput.WriteAsync(Input.AsMemory(), cancellation);
            process.StandardInput.Close();
            await Task.WhenAll(output, errors, process.WaitForExitAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        catch (IOException)
        {
            // The program ended without reading all of its input: its exit code says why.
            await Task.WhenAll(output, errors, process.WaitForExitAsync(cancellation));
        }

        return new Result(process.ExitCode, await output, await errors);
    }

    ProcessStartInfo Describe()
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = Folder ?? "",
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>How a program ended.</summary>
    public sealed record Result(int ExitCode, string Output, string Errors);
}
