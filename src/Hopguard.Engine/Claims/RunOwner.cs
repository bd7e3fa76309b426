using System.ComponentModel;
using System.Diagnostics;

namespace Hopguard.Engine.Claims;

/// <summary>Who works on a deployment: kept with its claim so that others can be told.</summary>
/// <param name="User">The account.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process, as its own machine or container numbers it.</param>
/// <param name="Since">When it began.</param>
/// <param name="Job">The CI job's address or name; empty outside CI.</param>
public sealed record RunOwner(string User, string Host, int ProcessId, DateTimeOffset Since, string Job)
{
    /// <summary>Somebody of whom nothing is known.</summary>
    public static RunOwner Unknown { get; } = new("somebody", "an unknown host", 0, default, string.Empty);

    /// <summary>This process.</summary>
    public static RunOwner Current(TimeProvider clock) =>
        new(Environment.UserName, Environment.MachineName, Environment.ProcessId, clock.GetUtcNow(), JobOfEnvironment());

    /// <summary>Whether it is a process of this host that runs, begun before the claim was taken: a number is given again.</summary>
    public bool IsAliveHere
    {
        get
        {
            if (Host != Environment.MachineName)
                return false;

            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return process.StartTime.ToUniversalTime() <= Since.UtcDateTime;
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>Account, machine, process and job in one line.</summary>
    public override string ToString() => $"{User}@{Host} (process {ProcessId}{(Job.Length > 0 ? ", " + Job : string.Empty)})";

    private static string JobOfEnvironment()
    {
        var gitHub = Environment.GetEnvironmentVariable("GITHUB_RUN_ID");
        var azure = Environment.GetEnvironmentVariable("BUILD_BUILDID");
        return gitHub is not null ? $"GitHub run {gitHub}" : azure is not null ? $"Azure build {azure}" : string.Empty;
    }
}
