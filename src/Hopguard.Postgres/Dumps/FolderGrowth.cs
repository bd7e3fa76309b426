using Hopguard.Engine.Ports;

namespace Hopguard.Postgres.Dumps;

/// <summary>Reports how a folder grows while something else fills it.</summary>
internal static class FolderGrowth
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the work and reports the bytes in the folder, at once and meanwhile.</summary>
    public static async Task ReportWhileAsync(Task work, string folder, string activity, long total, IProgress<StepProgress> progress)
    {
        do
        {
            progress.Report(new StepProgress(activity, SizeOf(folder), total, ProgressUnit.Bytes));
        }
        while (await Task.WhenAny(work, Task.Delay(Interval)) != work);

        await work;
    }

    // Files come and go while the folder is walked.
    private static long SizeOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (Exception race) when (race is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
