using System.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>The summary page of a GitHub Actions job. Nothing here fails a run: a summary is a comfort.</summary>
public static class JobSummary
{
    /// <summary>The variable that names the file of the current step's summary.</summary>
    public const string Variable = "GITHUB_STEP_SUMMARY";

    // GitHub refuses the whole summary above 1 MiB; other tools of the same step may still want to add a little.
    private const long Limit = (1024 - 16) * 1024;
    private const int LeastRoom = 4 * 1024;
    private const string Shortened = "The rest did not fit into this page: the full report is in the run's folder.";

    /// <summary>Appends to the summary of the job that this process runs in.</summary>
    /// <param name="markdown">What to append; shortened at a line's end where it would make the page too large.</param>
    /// <returns>Whether something was appended: not outside GitHub Actions, where the file cannot be written, and where it is full.</returns>
    public static bool Append(string markdown) => Append(markdown, Environment.GetEnvironmentVariable(Variable));

    /// <summary>Appends what a log was told as well, as it stands there.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="diagram">A picture of it as Markdown; null for none.</param>
    /// <returns>Whether something was appended.</returns>
    public static bool Append(IEnumerable<string> lines, IEnumerable<string>? diagram = null) =>
        Append(string.Concat(Markdown.Block(lines).Append(string.Empty).Concat(diagram is null ? [] : [.. diagram, string.Empty]).Select(line => line + '\n')));

    /// <summary>Appends to the file.</summary>
    /// <param name="markdown">What to append.</param>
    /// <param name="path">The file; null or empty for none.</param>
    /// <param name="shortened">What to say where not everything fits.</param>
    /// <returns>Whether something was appended.</returns>
    public static bool Append(string markdown, string? path, string shortened = Shortened)
    {
        if (string.IsNullOrEmpty(path))
            return false;

        try
        {
            var room = Limit - (File.Exists(path) ? new FileInfo(path).Length : 0);
            if (room < LeastRoom)
                return false;

            File.AppendAllText(path, Fit(markdown, (int)room, $"\n\n*{shortened}*\n"));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Fit(string markdown, int room, string shortened)
    {
        if (Encoding.UTF8.GetByteCount(markdown) <= room)
            return markdown;

        var bytes = room - Encoding.UTF8.GetByteCount(shortened);
        var kept = new StringBuilder();
        foreach (var line in markdown.Split('\n'))
        {
            bytes -= Encoding.UTF8.GetByteCount(line) + 1;
            if (bytes < 0)
                break;
            kept.Append(line).Append('\n');
        }

        return kept + shortened;
    }
}
