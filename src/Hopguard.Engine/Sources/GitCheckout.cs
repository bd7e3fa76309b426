using System.Diagnostics;
using Hopguard.Engine.Formatting;

namespace Hopguard.Engine.Sources;

/// <summary>A git checkout as a source: what its HEAD commit holds, never uncommitted changes.</summary>
public static class GitCheckout
{
    private const int Named = 5;

    /// <summary>Writes the tree of HEAD as a tar archive; the same commit gives the same bytes with the same git.</summary>
    /// <exception cref="HopguardException">It is no checkout, or files that git knows were edited in it: whoever edits the source wants that to be used.</exception>
    public static async Task ArchiveAsync(string checkout, string archive, CancellationToken cancellationToken)
    {
        await RequireCommittedAsync(checkout, cancellationToken);
        var start = new ProcessStartInfo("git") { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "-C", checkout, "archive", "--format=tar", $"--output={archive}", "HEAD" })
            start.ArgumentList.Add(argument);

        // Set by git for the hooks it runs: they would lead away from the checkout that was asked for.
        foreach (var variable in new[] { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY" })
            start.Environment.Remove(variable);

        using var git = Start(start, checkout);
        await using var ending = cancellationToken.Register(git.Kill);
        var error = await git.StandardError.ReadToEndAsync(CancellationToken.None);
        await git.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (git.ExitCode != 0)
            throw new HopguardException($"Folder '{checkout}' cannot be read as a git checkout: {error.Trim()}", "Give a checkout with at least one commit, or an archive");
    }

    // What is no checkout, or has no commit yet, is refused with git's own words.
    private static async Task RequireCommittedAsync(string checkout, CancellationToken cancellationToken)
    {
        if (await Git.RunAsync(checkout, ["diff", "--name-only", "--relative", "HEAD"], cancellationToken) is not { IsDone: true, Lines: { Count: > 0 } edited })
            return;

        var listed = string.Join(", ", edited.Take(Named).Select(file => $"'{file}'")) + (edited.Count > Named ? ", …" : string.Empty);
        throw new HopguardException(
            $"Checkout '{checkout}' was edited and not committed ({listed}), and a source is what its last commit holds", $"Commit it, or put it aside with 'git -C {ShellWord.Posix(checkout)} stash'");
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
