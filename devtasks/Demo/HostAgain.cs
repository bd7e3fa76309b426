using System.Diagnostics;
using Hopguard.Engine;
using Hopguard.Tasks.Runs;

namespace Hopguard.DevTasks.Demo;

/// <summary>This program once more, as a process of its own on the same terminal: the path that a user's call takes.</summary>
internal static class HostAgain
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="HopguardException">It failed; what it printed says why.</exception>
    public static async Task RunAsync(Entrance entrance, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken, params string[] arguments)
    {
        Console.Out.WriteLine($"$ {entrance.Command(arguments)}");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. OwnAssembly(), .. arguments]) { UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var host = Process.Start(start)!;
        try
        {
            await host.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The terminal's signal reached the child as well: it is given its own time to leave the run in order.
            await host.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
            throw;
        }

        if (host.ExitCode != 0)
            throw new HopguardException($"'{arguments[0]}' ended with exit code {host.ExitCode}", "What it printed above says why");
    }

    // Started as 'dotnet hopguard.dll' the process is dotnet, and needs to be told the program again.
    private static IEnumerable<string> OwnAssembly() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
