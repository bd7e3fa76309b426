using System.Diagnostics;
using System.Reflection;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>The program as it is called: a script of the repository's root in a process of its own.</summary>
internal static class Program
{
    public static readonly string Root = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;

    // What an operator types first, once per machine; and a first call that builds where the tests were started without the script, and says so.
    private static readonly Lazy<bool> CakeTool = new(() => RunToEnd("dotnet", "tool restore"));
    private static readonly Lazy<bool> Host = new(() => RunToEnd("./build.sh", "--version"));

    /// <summary>The two ways to call it; the same arguments give the same.</summary>
    public static readonly TheoryData<string> Entrances = new("./build.sh", "dotnet cake");

    public static Process Start(string entrance, string arguments)
    {
        _ = Host.Value;
        if (entrance == "dotnet cake")
            _ = CakeTool.Value;
        return StartNow(entrance, arguments);
    }

    private static bool RunToEnd(string program, string arguments)
    {
        using var process = StartNow(program, arguments);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static Process StartNow(string entrance, string arguments)
    {
        var words = $"{entrance} {arguments}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var program = words[0].StartsWith('.') ? Path.Combine(Root, words[0]) : words[0];
        // Whoever runs the tests in the background hands ignored signals down, and some are about signals.
        return Process.Start(new ProcessStartInfo("env", ["--default-signal=INT,TERM,HUP", program, .. words[1..]])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public static async Task<Ended> RunAsync(string entrance, string arguments)
    {
        using var process = Start(entrance, arguments);
        return await EndAsync(process);
    }

    /// <summary>A line of shell, as an operator types it.</summary>
    public static async Task<Ended> RunInShellAsync(string line)
    {
        _ = Host.Value;
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", line])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        return await EndAsync(process);
    }

    private static async Task<Ended> EndAsync(Process process)
    {
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return new Ended(process.ExitCode, await output, await error);
    }

    /// <param name="Code">The exit code.</param>
    /// <param name="Output">Standard output.</param>
    /// <param name="Error">Standard error.</param>
    internal sealed record Ended(int Code, string Output, string Error);
}
