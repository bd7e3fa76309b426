using System.Diagnostics;

namespace Hopguard.Analyzers.Tests.Packing;

/// <summary>The SDK in a process of its own, as a user runs it.</summary>
internal static class DotNet
{
    /// <summary>Runs a command; no server stays behind.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="packages">The folder that packages are restored to; null for the user's own.</param>
    /// <param name="arguments">The command.</param>
    public static async Task<(int ExitCode, string Output)> Run(string folder, string? packages, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (packages is not null)
            start.Environment["NUGET_PACKAGES"] = packages;

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // The language of messages is the test's to choose.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
