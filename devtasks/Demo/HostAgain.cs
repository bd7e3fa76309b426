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
        using var host = Start(entrance, environment, arguments);
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

    /// <summary>Kills it after so long, as a power cut would.</summary>
    /// <returns>Whether it was quicker, and ended well by itself.</returns>
    public static async Task<bool> KilledAsync(Entrance entrance, IReadOnlyDictionary<string, string?> environment, TimeSpan after, CancellationToken cancellationToken, params string[] arguments)
    {
        using var host = Start(entrance, environment, arguments);
        await Task.WhenAny(host.WaitForExitAsync(cancellationToken), Task.Delay(after, cancellationToken));
        host.Kill();
        await host.WaitForExitAsync(CancellationToken.None);
        Console.Out.WriteLine($"lab: killed after {after.TotalSeconds:0.0} s, exit code {host.ExitCode}");
        if (host.ExitCode is not (0 or 137))
            throw new HopguardException($"'{arguments[0]}' ended with exit code {host.ExitCode} before it was killed", "What it printed above says why");

        return host.ExitCode == 0;
    }

    private static Process Start(Entrance entrance, IReadOnlyDictionary<string, string?> environment, string[] arguments)
    {
        Console.Out.WriteLine($"$ {entrance.Command(arguments)}");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. OwnAssembly(), .. arguments]) { UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    // Started as 'dotnet hopguard.dll' the process is dotnet, and needs to be told the program again.
    private static IEnumerable<string> OwnAssembly() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
