using System.Globalization;

namespace Hopguard.Lab;

/// <summary>
/// The programs of an engine of the lab's own: the machine's, or those of the next Debian release where the machine's are old. An old dockerd starts itself anew for each network namespace and for each
/// resolver: that was a fifth of the processor's time of an upgrade on the lab, and the newer one is what most operators have.
/// </summary>
static class EnginePrograms
{
    /// <summary>Set to 1, it makes the lab's own engine the machine's, however old it is.</summary>
    public const string MachineVariable = "HOPGUARD_LAB_MACHINE_ENGINE";

    const int NewEnough = 26;

    /// <summary>Makes sure that they are there.</summary>
    /// <returns>The folders to search before those of <c>PATH</c>; none where the machine's own are used.</returns>
    public static async Task<IReadOnlyList<string>> EnsureAsync(Debian debian, Action<string>? say, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(MachineVariable) == "1" || !LabCommand.Exists("dpkg-deb") || await MajorAsync(cancellation) is not < NewEnough)
            return [];

        try
        {
            return
            [
                Path.Combine(await debian.UnpackAsync(Debian.NextSuite, "docker.io", cancellation), "usr", "sbin"),
                Path.Combine(await debian.UnpackAsync(Debian.NextSuite, "containerd", cancellation), "usr", "bin"),
            ];
        }
        catch (LabException trouble)
        {
            say?.Invoke($"the lab's engine is the machine's, which is older and slower than that of Debian {Debian.NextSuite}: {trouble.Message}");
            return [];
        }
    }

    // As in 'Docker version 20.10.24+dfsg1, build 5d6db84'.
    static async Task<int?> MajorAsync(CancellationToken cancellation)
    {
        var told = await new LabCommand("dockerd", "--version").TryRunAsync(cancellation);
        var version = told.Output.Split(' ').ElementAtOrDefault(2);
        return int.TryParse(version?.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
