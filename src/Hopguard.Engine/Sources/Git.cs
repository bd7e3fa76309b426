using System.Diagnostics;

namespace Hopguard.Engine.Sources;

/// <summary>git as a process in somebody's checkout: nothing that the checkout's own configuration would have run is run, and that it may belong to another user is no hindrance.</summary>
public static class Git
{
    private static readonly string[] Leading = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];

    /// <summary>What a command answers.</summary>
    /// <param name="IsDone">Whether it ended well.</param>
    /// <param name="Output">What it printed.</param>
    /// <param name="Error">What it complained about.</param>
    public sealed record Answer(bool IsDone, string Output, string Error)
    {
        /// <summary>The lines that it printed.</summary>
        public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs a command; null where git is not installed.</summary>
    public static async Task<Answer?> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] all = ["-C", folder, "-c", $"safe.directory={folder}", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "-c", "core.quotePath=false", .. arguments];
        var start = new ProcessStartInfo("git", all) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var variable in Leading)
            start.Environment.Remove(variable);

        try
        {
            using var git = Process.Start(start)!;
            await using var ending = cancellationToken.Register(git.Kill);
            var error = git.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = await git.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await git.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return new Answer(git.ExitCode == 0, output, (await error).Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
