using System.Globalization;

namespace Hopguard.Engine.Journals;

/// <summary>A reading of the clock that nobody can set: how long the host has run since it was started, sleep included. Two readings of one start tell a length; two of different starts tell nothing.</summary>
/// <param name="Boot">Which start of the host.</param>
/// <param name="Since">The time since then.</param>
public sealed record SteadyTime(string Boot, TimeSpan Since)
{
    /// <summary>What the host's system says now; null where it has no such clock.</summary>
    public static SteadyTime? OfHost()
    {
        try
        {
            var seconds = File.ReadAllText("/proc/uptime").Split(' ')[0];
            return new SteadyTime(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The time from an earlier reading to this one; null where they are of different starts.</summary>
    public TimeSpan? SinceReading(SteadyTime? earlier) => earlier is not null && earlier.Boot == Boot && Since >= earlier.Since ? Since - earlier.Since : null;
}
