using System.Diagnostics;

namespace Hopguard.Bench;

/// <summary>Wall and processor time of something that was done once.</summary>
/// <param name="Wall">From beginning to end.</param>
/// <param name="Processor">Of all threads together: what it costs on a machine that others use too.</param>
internal sealed record Measure(TimeSpan Wall, TimeSpan Processor)
{
    /// <summary>Does something in this process.</summary>
    public static Measure Of(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        work();
        return new Measure(watch.Elapsed, Environment.CpuUsage.TotalTime - before);
    }

    /// <summary>Runs a program to its end, which must be a success, and returns its output with what it cost.</summary>
    public static (Measure Measure, string Output) OfProgram(string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"'{program}' does not start");
        var before = ChildrenTime();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var measure = new Measure(watch.Elapsed, ChildrenTime() - before);
        return process.ExitCode == 0 ? (measure, output) : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}");
    }

    /// <summary>The one of several with the median processor time, which other programs on the machine disturb least.</summary>
    public static Measure Median(IEnumerable<Measure> measures)
    {
        var sorted = measures.OrderBy(measure => measure.Processor).ToList();
        return sorted[sorted.Count / 2];
    }

    // Linux counts the time of ended children in hundredths of a second; elsewhere nothing is counted.
    private static TimeSpan ChildrenTime()
    {
        const string Status = "/proc/self/stat";
        if (!File.Exists(Status))
            return TimeSpan.Zero;

        // The second field is the program's name in brackets, which may hold blanks.
        var text = File.ReadAllText(Status);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[13], null) + long.Parse(fields[14], null)));
    }
}
