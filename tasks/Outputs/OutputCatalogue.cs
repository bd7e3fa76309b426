using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Outputs;

/// <summary>Every output there is. The actions are written from it, so adding one means adding a line here and telling it where it is known.</summary>
public static class OutputCatalogue
{
    /// <summary>The waves that <c>fleet.yml</c> has jobs for: GitHub makes no job that its file does not name.</summary>
    public const int MostWaves = 6;

    private static readonly TargetRole[] OfRuns = [TargetRole.Upgrade, TargetRole.Base, TargetRole.Rollback, TargetRole.Procedure, TargetRole.Restore];
    private static readonly TargetRole[] OfDeployments = [TargetRole.Status, .. OfRuns];

    /// <summary>What the program ended with.</summary>
    public static readonly Output ExitCode = new("exit-code", "what the program ended with: 0 where all is well, else as docs/output.md tells");

    /// <summary>The run's id.</summary>
    public static readonly Output Run = new("run", "id of the run; for a status that of the newest; empty where there is none") { ToldByRoles = OfDeployments };

    /// <summary>The run's state.</summary>
    public static readonly Output State = new("state", "state of that run: open, failed, awaiting-acceptance, rolling-back, rolled-back, accepted or finished") { ToldByRoles = OfDeployments };

    /// <summary>Where the run began.</summary>
    public static readonly Output VersionBefore = new("version-before", "version that the run, or the way, begins at") { ToldBy = ["ExplainRoute", "ListArtifacts"], ToldByRoles = OfDeployments };

    /// <summary>Where the run leads.</summary>
    public static readonly Output VersionAfter = new("version-after", "version that the run, or the way, leads to; empty for what keeps the version") { ToldBy = ["ExplainRoute", "ListArtifacts"], ToldByRoles = OfDeployments };

    /// <summary>The outage.</summary>
    public static readonly Output OutageSeconds = new("outage-seconds", "seconds for which users had no answer; empty where they always had one, or where it is not known") { ToldByRoles = OfDeployments };

    /// <summary>The report.</summary>
    public static readonly Output Report = new("report", "path of the run's report, on the machine of the runner") { ToldByRoles = OfDeployments };

    /// <summary>What to type next.</summary>
    public static readonly Output NextCommand = new("next-command", "command line that leads on: continues, accepts, or looks at it again; empty where there is none") { ToldByRoles = OfDeployments };

    /// <summary>The way back.</summary>
    public static readonly Output RollbackCommand = new("rollback-command", "command line that leads back to the version before; empty where that way is closed, or not needed") { ToldByRoles = OfDeployments };

    /// <summary>How the deployment stands.</summary>
    public static readonly Output Condition = new(
        "condition", "how the deployment stands: idle, worked-on, awaiting-acceptance, not-answering, interrupted, failed or unknown")
    { ToldByRoles = [TargetRole.Status] };

    /// <summary>The installed version.</summary>
    public static readonly Output Version = new("version", "installed version; empty where it could not be found out") { ToldByRoles = [TargetRole.Status] };

    /// <summary>How long the way is.</summary>
    public static readonly Output Hops = new("hops", "number of hops of the way; 0 where the wanted version is installed") { ToldBy = ["ExplainRoute", "ListArtifacts"] };

    /// <summary>Errors found.</summary>
    public static readonly Output Errors = new("errors", "number of errors found in the plans") { ToldBy = ["ValidatePlans"] };

    /// <summary>Warnings found.</summary>
    public static readonly Output Warnings = new("warnings", "number of warnings found in the plans") { ToldBy = ["ValidatePlans"] };

    /// <summary>The SARIF file.</summary>
    public static readonly Output Sarif = new("sarif", "path of the SARIF file; empty unless format is sarif and output names a file") { ToldBy = ["ValidatePlans"] };

    /// <summary>How many waves a fleet has.</summary>
    public static readonly Output Waves = new("waves", "number of waves of the fleet") { ToldBy = ["ListFleet"] };

    /// <summary>The waves of a fleet, each for a job of its own.</summary>
    public static IReadOnlyList<Output> Wave { get; } =
        [.. Enumerable.Range(1, MostWaves).Select(number => new Output($"wave-{number}", $"deployments of wave {number} as JSON, the matrix of a job; empty where the fleet has fewer waves") { ToldBy = ["ListFleet"] })];

    /// <summary>All of them, in the order of the pages.</summary>
    public static IReadOnlyList<Output> All { get; } =
        [ExitCode, Condition, Version, Run, State, VersionBefore, VersionAfter, OutageSeconds, Report, NextCommand, RollbackCommand, Hops, Errors, Warnings, Sarif, Waves, .. Wave];
}
