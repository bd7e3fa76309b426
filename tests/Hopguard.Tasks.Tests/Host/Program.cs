using System.Diagnostics;
using System.Reflection;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>The program as it is called: a script of the repository's root in a process of its own.</summary>
internal static class Program
{
    public static readonly string Root = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;

    // What an operator types first, once per machine.
    private static readonly Lazy<bool> CakeTool = new(() =>
    {
        using var restore = StartNow("dotnet", "tool restore");
        restore.StandardOutput.ReadToEnd();
        restore.WaitForExit();
        return true;
    });

    /// <summary>The two ways to call it; the same arguments give the same.</summary>
    public static readonly TheoryData<string> Entrances = new("./build.sh", "dotnet cake");

    public static Process Start(string entrance, string arguments)
    {
        if (entrance == "dotnet cake")
            _ = CakeTool.Value;
        return StartNow(entrance, arguments);
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
