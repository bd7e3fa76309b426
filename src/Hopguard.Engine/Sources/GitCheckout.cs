using System.Diagnostics;

namespace Hopguard.Engine.Sources;

/// <summary>A git checkout as a source: what its HEAD commit holds, never uncommitted changes.</summary>
internal static class GitCheckout
{
    /// <summary>Writes the tree of HEAD as a tar archive; the same commit gives the same bytes with the same git.</summary>
    public static async Task ArchiveAsync(string checkout, string archive, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "-C", checkout, "archive", "--format=tar", $"--output={archive}", "HEAD" })
            start.ArgumentList.Add(argument);

        using var git = Start(start, checkout);
        var error = await git.StandardError.ReadToEndAsync(cancellationToken);
        await git.WaitForExitAsync(cancellationToken);
        if (git.ExitCode != 0)
            throw new HopguardException($"Folder '{checkout}' cannot be read as a git checkout: {error.Trim()}", "Give a checkout with at least one commit, or an archive");
    }

    private static Process Start(ProcessStartInfo start, string checkout)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new HopguardException($"Checkout '{checkout}' needs git, which is not installed here", "Install git, or give an archive", missing);
        }
    }
}
