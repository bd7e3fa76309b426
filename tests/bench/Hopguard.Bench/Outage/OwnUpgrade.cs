using System.Diagnostics;
using Hopguard.Lab;

namespace Hopguard.Bench.Outage;

/// <summary>The same upgrade by this program, as a user would call it.</summary>
internal sealed class OwnUpgrade(LabDeployment deployment, string program, Action<string> say)
{
    /// <summary>Upgrades.</summary>
    public async Task RunAsync()
    {
        var (archive, sha256) = deployment.Archive;
        string[] arguments = [program, "--target=UpgradeCvat", $"--deployment={deployment.Source}", $"--source={archive}", $"--source-sha256={sha256}"];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in deployment.Environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        await Task.WhenAll(PassAsync(process.StandardOutput), PassAsync(process.StandardError), process.WaitForExitAsync());
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The upgrade ended with {process.ExitCode}; what it printed is in the log");
    }

    private async Task PassAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            say(line);
    }
}
