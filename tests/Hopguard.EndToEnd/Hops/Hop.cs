namespace Hopguard.EndToEnd.Hops;

/// <summary>The steps of the hop under test that a plain upgrade with acceptance does, in order. A step added to the plan and not here fails the kill tests.</summary>
internal static class Hop
{
    /// <summary>Their ids; the last step, which deletes, waits for a word of its own.</summary>
    public static readonly string[] Steps =
    [
        "fetch-source", "check-target", "check-space", "pull-images", "stop-services", "dump-database", "restore-database", "verify-copy", "back-up-volumes",
        "verify-copy-2", "compose-down", "switch-source", "retire-volume", "promote-volume", "start-services", "verify-store", "start-services-2",
        "await-migrations", "verify-version", "accept",
    ];

    private static readonly string[] LookingOnly = ["check-target", "check-space", "verify-copy", "verify-copy-2", "verify-store", "await-migrations", "verify-version"];

    /// <summary>Those at which the process is killed: all where the long tests run, elsewhere those that change something. A kill in one that looks leaves what the step before it left.</summary>
    public static IReadOnlyList<string> Killed { get; } = LongTests.AreRun ? Steps : [.. Steps.Except(LookingOnly, StringComparer.Ordinal)];
}
